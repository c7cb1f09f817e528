#pragma once

// The lines there are, one file each; make_transport chooses.

#include "drivers/transport.hpp"

#include <boost/asio/buffer.hpp>

#include <array>
#include <string_view>

namespace signboard {

std::unique_ptr<Transport> make_udp_line(LineAddress const& address, boost::asio::any_io_executor const& executor);
std::unique_ptr<Transport> make_serial_line(LineAddress const& address, boost::asio::any_io_executor const& executor);
std::unique_ptr<Transport> make_stdout_line(LineAddress const& address, boost::asio::any_io_executor const& executor);
std::unique_ptr<Transport> make_file_line(LineAddress const& address);
std::unique_ptr<Transport> make_none_line(LineAddress const& address);

/// The errors lines have in common, with {line} and, where the system gave one, {reason}.
Error line_deaf(LineAddress const& address);
Error line_broken(LineAddress const& address, int error_number);

}  // namespace signboard
