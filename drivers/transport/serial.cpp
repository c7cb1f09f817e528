// Serial ports. libserialport opens and sets every port it accepts; a character device that it refuses and that is a
// terminal all the same (a pseudo-terminal, gadget serial: version 0.1.1 knows only what /sys/class/tty lists and what
// has modem lines) is set with termios2, here, which takes any baud rate too. Asio carries the bytes either way.
//
// A port is never fed faster than its wire: what the system would take ahead of the wire (64 KiB in a pseudo-terminal,
// some in every bridge) would be old by the time it is seen, and the newest wish would wait behind it.

#include "drivers/transport/serial.hpp"

#include "drivers/transport/fd.hpp"
#include "drivers/transport/lines.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <algorithm>
#include <asm/termbits.h>
#include <cerrno>
#include <fcntl.h>
#include <filesystem>
#include <grp.h>
#include <libserialport.h>
#include <memory>
#include <pwd.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

namespace signboard {
namespace {

namespace asio = boost::asio;
using namespace std::chrono_literals;

// A bridge may hold bytes back for some milliseconds, and a busy computer may come late; a line that has not taken a
// frame in twice its time and this is stuck.
constexpr auto patience = 500ms;
constexpr auto queue_check_least = 1ms;

std::string group_name(gid_t group) {
  ::group entry{};
  ::group* found = nullptr;
  std::array<char, 4'096> room{};
  ::getgrgid_r(group, &entry, room.data(), room.size(), &found);
  return found == nullptr ? std::to_string(group) : found->gr_name;
}

std::string account_name() {
  ::passwd entry{};
  ::passwd* found = nullptr;
  std::array<char, 4'096> room{};
  ::getpwuid_r(::geteuid(), &entry, room.data(), room.size(), &found);
  return found == nullptr ? std::to_string(::geteuid()) : found->pw_name;
}

/// Who may open it, and how to become one of them.
Error port_denied(LineAddress const& address, std::string const& device) {
  struct stat status {};
  Values values{{"line", address.text}, {"device", device}, {"account", account_name()}};
  constexpr mode_t group_may = S_IRGRP | S_IWGRP;
  bool const group_helps =
      ::stat(device.c_str(), &status) == 0 && status.st_gid != 0 && (status.st_mode & group_may) == group_may;
  if (!group_helps) return fault(Code::denied, "line.port_closed", std::move(values));
  values.emplace_back("group", group_name(status.st_gid));
  return fault(Code::denied, "line.port_denied", std::move(values));
}

Error port_trouble(LineAddress const& address, std::string const& device, int error) {
  Values values{{"line", address.text}, {"device", device}};
  switch (error) {
    case ENOENT:
    case ENOTDIR:
    case ENODEV:
    case ENXIO:
    case EIO:  // a built-in port without its chip
      return fault(Code::not_found, "line.no_device", std::move(values));
    case EACCES:
    case EPERM:
      return port_denied(address, device);
    case EBUSY:
    case EWOULDBLOCK:
      return fault(Code::conflict, "line.port_busy", std::move(values));
    default:
      return line_broken(address, error);
  }
}

/// What the wire is lost by: the bridge was pulled out, or the far end of a pseudo-terminal closed.
Error carrying_trouble(LineAddress const& address, int error, std::chrono::nanoseconds waited) {
  Values values{{"line", address.text}, {"device", address.path}};
  if (error == EIO || error == ENXIO || error == ENODEV || error == EBADF)
    return fault(Code::unavailable, "line.unplugged", std::move(values));
  if (error != ETIMEDOUT) return line_broken(address, error);
  values.emplace_back("ms", std::to_string(std::chrono::duration_cast<std::chrono::milliseconds>(waited).count()));
  return fault(Code::timeout, "line.stuck", std::move(values));
}

std::string bits_text(SerialSetting const& setting) {
  return std::to_string(setting.data_bits) + "NOEMS"[static_cast<std::size_t>(setting.parity)] +
         std::to_string(setting.stop_bits);
}

/// A port that is open, until it is destroyed.
class OpenPort {
 public:
  OpenPort() = default;
  explicit OpenPort(int descriptor) : descriptor_(descriptor) {}
  OpenPort(OpenPort const&) = delete;
  OpenPort& operator=(OpenPort const&) = delete;
  ~OpenPort() {
    // A terminal that cannot get rid of its bytes would otherwise keep whoever closes it waiting, up to 30 s.
    if (descriptor_ >= 0) ::ioctl(handle(), TCFLSH, TCIOFLUSH);
    if (port_ != nullptr) {
      sp_close(port_);
      sp_free_port(port_);
    }
    if (descriptor_ >= 0) ::close(descriptor_);
  }

  int descriptor() const { return descriptor_; }
  /// What carries the bytes: libserialport's descriptor, or our own.
  int handle() const {
    int handle = descriptor_;
    if (port_ != nullptr) sp_get_port_handle(port_, &handle);
    return handle;
  }
  bool is_plain() const { return port_ == nullptr; }

  /// Gives the port to libserialport; false if that does not want it.
  bool open_by_library(std::string const& device) {
    sp_port* port = nullptr;
    if (sp_get_port_by_name(device.c_str(), &port) != SP_OK) return false;
    if (sp_open(port, SP_MODE_READ_WRITE) != SP_OK) {
      sp_free_port(port);
      return false;
    }
    port_ = port;
    return true;
  }

  /// Give 0 or an errno.
  int set_by_library(SerialSetting const& setting) const;
  int set_plainly(SerialSetting const& setting) const;
  int finish_setting(SerialSetting const& setting) const;

 private:
  int descriptor_ = -1;  ///< our own; it holds the lock
  sp_port* port_ = nullptr;
};

int OpenPort::set_by_library(SerialSetting const& setting) const {
  sp_port_config* fresh = nullptr;
  if (sp_new_config(&fresh) != SP_OK) return ENOMEM;
  std::unique_ptr<sp_port_config, void (*)(sp_port_config*)> const config(fresh, sp_free_config);
  auto const wanted = port_setting(setting);
  sp_set_config_baudrate(fresh, wanted.baud);
  sp_set_config_bits(fresh, wanted.bits);
  sp_set_config_parity(fresh, static_cast<sp_parity>(wanted.parity));
  sp_set_config_stopbits(fresh, wanted.stop_bits);
  sp_set_config_rts(fresh, static_cast<sp_rts>(wanted.rts));
  sp_set_config_cts(fresh, static_cast<sp_cts>(wanted.cts));
  sp_set_config_dtr(fresh, static_cast<sp_dtr>(wanted.dtr));
  sp_set_config_dsr(fresh, static_cast<sp_dsr>(wanted.dsr));
  sp_set_config_xon_xoff(fresh, static_cast<sp_xonxoff>(wanted.xon_xoff));
  auto const outcome = sp_set_config(port_, fresh);
  if (outcome == SP_OK) return 0;
  return outcome == SP_ERR_FAIL && sp_last_error_code() != 0 ? sp_last_error_code() : EINVAL;
}

tcflag_t control_flags(SerialSetting const& setting) {
  constexpr std::array<tcflag_t, 4> sizes{CS5, CS6, CS7, CS8};
  // In the order of the enumerators: none, odd, even, mark, space.
  constexpr std::array<tcflag_t, 5> parities{0, PARENB | PARODD, PARENB, PARENB | PARODD | CMSPAR, PARENB | CMSPAR};
  tcflag_t flags = CREAD | CLOCAL | BOTHER;
  flags |= sizes.at(static_cast<std::size_t>(setting.data_bits - 5));
  flags |= parities.at(static_cast<std::size_t>(setting.parity));
  if (setting.stop_bits == 2) flags |= CSTOPB;
  if (setting.flow == SerialSetting::Flow::rtscts) flags |= CRTSCTS;
  return flags;
}

int OpenPort::set_plainly(SerialSetting const& setting) const {
  termios2 mode{};
  if (::ioctl(descriptor_, TCGETS2, &mode) != 0) return errno;
  mode.c_iflag = setting.flow == SerialSetting::Flow::xonxoff ? IXON | IXOFF : 0;
  mode.c_oflag = 0;
  mode.c_lflag = 0;
  mode.c_cflag = control_flags(setting);
  mode.c_ispeed = mode.c_ospeed = static_cast<speed_t>(setting.baud);
  if (::ioctl(descriptor_, TCSETS2, &mode) != 0) return errno;
  // A pseudo-terminal has no pins, and does without.
  int const pins[] = {TIOCM_DTR, TIOCM_RTS};
  ::ioctl(descriptor_, setting.dtr == SerialSetting::Pin::on ? TIOCMBIS : TIOCMBIC, &pins[0]);
  if (setting.flow != SerialSetting::Flow::rtscts)
    ::ioctl(descriptor_, setting.rts == SerialSetting::Pin::on ? TIOCMBIS : TIOCMBIC, &pins[1]);
  return 0;
}

int OpenPort::finish_setting(SerialSetting const& setting) const {
  termios2 mode{};
  if (::ioctl(handle(), TCGETS2, &mode) != 0) return errno;
  // libserialport leaves "at least 0 bytes", with which an empty port reads like one that has hung up.
  mode.c_cc[VMIN] = 1;
  mode.c_cc[VTIME] = 0;
  mode.c_cflag = setting.hangs_up ? mode.c_cflag | HUPCL : mode.c_cflag & ~static_cast<tcflag_t>(HUPCL);
  if (::ioctl(handle(), TCSETS2, &mode) != 0) return errno;
  if (setting.exclusive && ::ioctl(handle(), TIOCEXCL) != 0) return errno;
  ::ioctl(handle(), TCFLSH, TCIOFLUSH);
  return 0;
}

Result<std::unique_ptr<OpenPort>> open_port(LineAddress const& address) {
  std::error_code missing;
  // What udev keeps under /dev/serial/by-id are links, and libserialport wants the device itself.
  auto const path = std::filesystem::canonical(address.path, missing);
  if (missing) return port_trouble(address, address.path, missing.value());
  auto const& device = path.native();
  Error const not_a_port = fault(Code::invalid, "line.not_a_port", {{"line", address.text}, {"device", device}});
  if (!std::filesystem::is_character_file(path, missing)) return not_a_port;
  // Not blocking: without a carrier the opening would wait for one.
  auto port = std::make_unique<OpenPort>(::open(device.c_str(), O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC));
  if (port->descriptor() < 0) return port_trouble(address, device, errno);
  if (::isatty(port->descriptor()) == 0) return errno == ENOTTY ? not_a_port : port_trouble(address, device, errno);
  if (address.serial.exclusive && ::flock(port->descriptor(), LOCK_EX | LOCK_NB) != 0)
    return port_trouble(address, device, errno);
  auto error = port->open_by_library(device) ? port->set_by_library(address.serial) : port->set_plainly(address.serial);
  if (error == 0) error = port->finish_setting(address.serial);
  if (error == 0) return port;
  if (error != EINVAL && error != ENOTSUP) return port_trouble(address, device, error);
  return fault(Code::unsupported, "line.port_setting",
               {{"line", address.text},
                {"device", device},
                {"baud", std::to_string(address.serial.baud)},
                {"bits", bits_text(address.serial)}});
}

class SerialLine final : public Transport {
 public:
  SerialLine(LineAddress address, asio::any_io_executor const& executor)
      : address_(std::move(address)), carrier_(executor), pace_(executor) {}

  ~SerialLine() override { carrier_.release(); }

  asio::awaitable<Result<void>> open() override {
    auto opened = take_port();
    if (opened && address_.serial.settle.count() > 0) {
      pace_.expires_after(address_.serial.settle);
      co_await pace_.async_wait(asio::as_tuple(asio::use_awaitable));
    }
    co_return opened;
  }

  asio::awaitable<Result<Sent>> send(std::span<Packet const> packets) override {
    Sent sent;
    for (auto const& packet : packets) sent.bytes += packet.size();
    sent.packets = packets.size();
    sent.complaint = std::exchange(remark_, std::nullopt);
    auto const length = time_on_wire(sent.bytes);
    auto const within = 2 * length + patience;
    pace_.expires_after(0ns);
    auto const begun = pace_.expiry();
    auto error = co_await carrier_.write(packets, within);
    if (error == 0) error = co_await wait_for_wire(begun + length, begun + within);
    if (error != 0) co_return carrying_trouble(address_, error, within);
    co_return sent;
  }

  asio::awaitable<Result<std::size_t>> receive(std::span<std::byte> into) override {
    auto const heard = co_await carrier_.read(into);
    if (heard.error != 0) co_return carrying_trouble(address_, heard.error, 0ns);
    co_return heard.bytes;
  }

  asio::awaitable<std::optional<Error>> lost() override {
    std::array<std::byte, 256> unasked{};
    for (;;) {
      auto const heard = co_await carrier_.read(unasked);
      if (heard.error != 0) co_return carrying_trouble(address_, heard.error, 0ns);
    }
  }

  void close() override {
    pace_.cancel();
    carrier_.release();  // before the port is closed, or Asio would wait for a number that means another file
    port_.reset();
  }

 private:
  Result<void> take_port() {
    close();
    auto opened = open_port(address_);
    if (!opened) return opened.error();
    port_ = std::move(*opened);
    if (auto const error = carrier_.take(port_->handle()); error != 0) return line_broken(address_, error);
    if (port_->is_plain())
      remark_ = fault(Code::unsupported, "line.plain_terminal", {{"line", address_.text}, {"device", address_.path}});
    return {};
  }

  std::chrono::nanoseconds time_on_wire(std::size_t bytes) const {
    auto const bits = static_cast<std::int64_t>(bytes) * address_.serial.bits_per_byte();
    return std::chrono::nanoseconds(bits * 1'000'000'000 / address_.serial.baud);
  }

  /// The bytes are with the system; now they leave it. Gives 0 or an errno.
  asio::awaitable<int> wait_for_wire(asio::steady_timer::time_point done, asio::steady_timer::time_point at_most) {
    for (;;) {
      pace_.expires_at(done);
      auto const waited = co_await pace_.async_wait(asio::as_tuple(asio::use_awaitable));
      if (std::get<0>(waited) || !port_) co_return ECANCELED;
      int queued = 0;
      // A pseudo-terminal says 0: its far end has them. What has no such count is taken at its word.
      if (::ioctl(port_->handle(), TIOCOUTQ, &queued) != 0 || queued == 0) co_return 0;
      if (done >= at_most) co_return ETIMEDOUT;
      done += std::max<std::chrono::nanoseconds>(time_on_wire(static_cast<std::size_t>(queued)), queue_check_least);
    }
  }

  LineAddress address_;
  std::unique_ptr<OpenPort> port_;  ///< null while the line is closed
  ByteCarrier carrier_;
  asio::steady_timer pace_;
  std::optional<Error> remark_;  ///< said with the next bytes, once each time the port is opened
};

}  // namespace

PortSetting port_setting(SerialSetting const& setting) {
  using Parity = SerialSetting::Parity;
  PortSetting port{};
  port.baud = setting.baud;
  port.bits = setting.data_bits;
  switch (setting.parity) {
    case Parity::none:
      port.parity = SP_PARITY_NONE;
      break;
    case Parity::odd:
      port.parity = SP_PARITY_ODD;
      break;
    case Parity::even:
      port.parity = SP_PARITY_EVEN;
      break;
    case Parity::mark:
      port.parity = SP_PARITY_MARK;
      break;
    case Parity::space:
      port.parity = SP_PARITY_SPACE;
      break;
  }
  bool const by_pins = setting.flow == SerialSetting::Flow::rtscts;
  port.stop_bits = setting.stop_bits;
  port.rts = by_pins ? SP_RTS_FLOW_CONTROL : setting.rts == SerialSetting::Pin::on ? SP_RTS_ON : SP_RTS_OFF;
  port.cts = by_pins ? SP_CTS_FLOW_CONTROL : SP_CTS_IGNORE;
  port.dtr = setting.dtr == SerialSetting::Pin::on ? SP_DTR_ON : SP_DTR_OFF;
  port.dsr = SP_DSR_IGNORE;
  port.xon_xoff = setting.flow == SerialSetting::Flow::xonxoff ? SP_XONXOFF_INOUT : SP_XONXOFF_DISABLED;
  return port;
}

std::unique_ptr<Transport> make_serial_line(LineAddress const& address, asio::any_io_executor const& executor) {
  return std::make_unique<SerialLine>(address, executor);
}

}  // namespace signboard
