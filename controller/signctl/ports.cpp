#include "drivers/transport/ports.hpp"

#include "controller/signctl/commands.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

namespace signboard {
namespace {

namespace json = boost::json;

std::string_view name_of(SerialPort::Kind kind) {
  if (kind == SerialPort::Kind::usb) return "usb";
  return kind == SerialPort::Kind::bluetooth ? "bluetooth" : "built_in";
}

// As `lsusb` writes them.
std::string four_digits(std::uint16_t number) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (unsigned shift = 16; shift > 0;) {
    shift -= 4;
    text += digits[number >> shift & 15U];
  }
  return text;
}

json::value text_or_null(std::string const& text) {
  if (text.empty()) return nullptr;
  return json::string(text);
}

json::object to_json(SerialPort const& port) {
  json::object out;
  out["device"] = port.device;
  out["by_id"] = text_or_null(port.by_id);
  out["description"] = text_or_null(port.description);
  out["driver"] = text_or_null(port.driver);
  out["kind"] = name_of(port.kind);
  out["usb_vendor"] = nullptr;
  out["usb_product"] = nullptr;
  if (port.usb) {
    out["usb_vendor"] = four_digits(port.usb->vendor);
    out["usb_product"] = four_digits(port.usb->product);
  }
  out["manufacturer"] = text_or_null(port.manufacturer);
  out["product"] = text_or_null(port.product);
  out["serial_number"] = text_or_null(port.serial_number);
  return out;
}

void add_word(std::string& line, std::string_view label, std::string_view word) {
  if (!word.empty()) line.append("  ").append(label).append(word);
}

std::string in_words(SerialPort const& port, Console const& console) {
  auto line = port.device;
  add_word(line, "", port.description);
  if (port.usb) add_word(line, "USB ", four_digits(port.usb->vendor) + ":" + four_digits(port.usb->product));
  add_word(line, choose(console, "序列号 ", "serial number "), port.serial_number);
  add_word(line, choose(console, "制造商 ", "made by "), port.manufacturer);
  add_word(line, choose(console, "内核驱动 ", "kernel driver "), port.driver);
  auto const& best = port.by_id.empty() ? port.device : port.by_id;
  return line + "\n    line = \"serial:" + best + "\"";
}

}  // namespace

Exit list_ports(Console const& console) {
  auto const ports = serial_ports();
  if (!ports) return console.complain(ports.error());
  if (console.json) {
    json::array all;
    for (auto const& port : *ports) all.push_back(to_json(port));
    console.say(json::value(std::move(all)));
    return Exit::fine;
  }
  for (auto const& port : *ports) console.say(in_words(port, console));
  if (ports->empty())
    console.say(choose(console, "本机没有串口；请插上转换器后再试。",
                       "This computer has no serial port; plug the adapter in and try again."));
  return Exit::fine;
}

}  // namespace signboard
