#include "drivers/transport/ports.hpp"

#include <algorithm>
#include <filesystem>
#include <libserialport.h>
#include <memory>
#include <system_error>

namespace signboard {
namespace {

namespace fs = std::filesystem;

std::string text_or_nothing(char const* text) { return text == nullptr ? std::string() : std::string(text); }

std::string driver_of(std::string const& device) {
  std::error_code failed;
  auto const link =
      fs::read_symlink(fs::path("/sys/class/tty") / fs::path(device).filename() / "device/driver", failed);
  return failed ? std::string() : link.filename().string();
}

std::string by_id_of(std::string const& device) {
  std::error_code failed;
  for (auto const& entry : fs::directory_iterator("/dev/serial/by-id", failed)) {
    std::error_code dangling;
    if (fs::canonical(entry.path(), dangling) == device && !dangling) return entry.path().string();
  }
  return {};
}

SerialPort described(sp_port const* port) {
  SerialPort found;
  found.device = text_or_nothing(sp_get_port_name(port));
  found.description = text_or_nothing(sp_get_port_description(port));
  found.driver = driver_of(found.device);
  found.by_id = by_id_of(found.device);
  auto const transport = sp_get_port_transport(port);
  if (transport == SP_TRANSPORT_BLUETOOTH) found.kind = SerialPort::Kind::bluetooth;
  if (transport != SP_TRANSPORT_USB) return found;
  found.kind = SerialPort::Kind::usb;
  found.manufacturer = text_or_nothing(sp_get_port_usb_manufacturer(port));
  found.product = text_or_nothing(sp_get_port_usb_product(port));
  found.serial_number = text_or_nothing(sp_get_port_usb_serial(port));
  int vendor = 0, product = 0;
  if (sp_get_port_usb_vid_pid(port, &vendor, &product) == SP_OK)
    found.usb = SerialPort::Usb{static_cast<std::uint16_t>(vendor), static_cast<std::uint16_t>(product)};
  return found;
}

}  // namespace

Result<std::vector<SerialPort>> serial_ports() {
  sp_port** listed = nullptr;
  if (sp_list_ports(&listed) != SP_OK) {
    return fault(Code::io, "ports.not_listed", {{"reason", std::generic_category().message(sp_last_error_code())}});
  }
  std::unique_ptr<sp_port*, void (*)(sp_port**)> const list(listed, sp_free_port_list);
  std::vector<SerialPort> ports;
  for (auto* each = listed; *each != nullptr; ++each) ports.push_back(described(*each));
  std::ranges::sort(ports, {}, &SerialPort::device);
  return ports;
}

}  // namespace signboard
