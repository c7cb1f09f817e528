#include "drivers/transport/lines.hpp"

#include <cerrno>
#include <system_error>

namespace signboard {

std::unique_ptr<Transport> make_transport(LineAddress const& address, boost::asio::any_io_executor const& executor) {
  switch (address.kind) {
    case LineKind::udp:
      return make_udp_line(address, executor);
    case LineKind::serial:
      return make_serial_line(address, executor);
    case LineKind::standard_output:
      return make_stdout_line(address, executor);
    case LineKind::file:
      return make_file_line(address);
    case LineKind::none:
      break;
  }
  return make_none_line(address);
}

boost::asio::awaitable<std::optional<Error>> Transport::lost() { co_return std::nullopt; }

Error line_deaf(LineAddress const& address) { return fault(Code::unsupported, "line.deaf", {{"line", address.text}}); }

Error line_broken(LineAddress const& address, int error_number) {
  Values values{{"line", address.text}, {"reason", std::generic_category().message(error_number)}};
  switch (error_number) {
    case ENOSPC:
    case EDQUOT:
      return fault(Code::no_space, "line.no_space", std::move(values));
    case EACCES:
    case EPERM:
    case EROFS:
      return fault(Code::denied, "line.denied", std::move(values));
    case ENETUNREACH:
    case EHOSTUNREACH:
    case ENETDOWN:
    case EHOSTDOWN:
      return fault(Code::unavailable, "line.unreachable", std::move(values));
    case EMSGSIZE:
      return fault(Code::invalid, "line.packet_too_long", std::move(values));
    case ECONNREFUSED:
      return fault(Code::unavailable, "line.refused", std::move(values));
    case EPIPE:
      return fault(Code::io, "line.reader_gone", std::move(values));
    case ENOENT:
    case ENOTDIR:
      return fault(Code::not_found, "line.no_folder", std::move(values));
    default:
      return fault(Code::io, "line.broken", std::move(values));
  }
}

}  // namespace signboard
