#pragma once

#include <boost/json/value.hpp>

#include <filesystem>
#include <string>

namespace signboard {

/// One request to the API of a daemon, by its unix socket.
struct Told {
  int status = 0;  ///< 0: nobody answered
  boost::json::value body;
  std::string etag;
};
Told ask(std::filesystem::path const& socket, std::string const& method, std::string const& target,
         std::string const& body = {}, std::string const& more_fields = {});

/// Says this to it and listens until it has closed; empty if nobody is there.
std::string say(std::filesystem::path const& socket, std::string const& words);

}  // namespace signboard
