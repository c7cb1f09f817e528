#include "controller/log.hpp"

#include "controller/messages.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

namespace signboard::log {
namespace {

std::string line_of(std::string_view where, Error const& error) {
  auto const words = worded(error, Language::en);
  return where.empty() ? words : std::string(where) + ": " + words;
}

}  // namespace

void open() {
  spdlog::set_default_logger(spdlog::stderr_logger_mt("signboardd"));
  spdlog::set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
}
void note(std::string const& line) { spdlog::info("{}", line); }
void warn(std::string const& line) { spdlog::warn("{}", line); }
void warn(std::string_view where, Error const& error) { warn(line_of(where, error)); }
void error(std::string const& line) { spdlog::error("{}", line); }
void error(std::string_view where, Error const& error) { log::error(line_of(where, error)); }

}  // namespace signboard::log
