#include "tests/support/ask.hpp"

#include <boost/json/parse.hpp>

#include <cstring>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

namespace signboard {

std::string say(std::filesystem::path const& socket, std::string const& words) {
  int const line = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_un place{};
  place.sun_family = AF_UNIX;
  std::strncpy(place.sun_path, socket.c_str(), sizeof place.sun_path - 1);
  std::string answer;
  if (::connect(line, reinterpret_cast<sockaddr const*>(&place), sizeof place) == 0) {
    [[maybe_unused]] auto const sent = ::send(line, words.data(), words.size(), MSG_NOSIGNAL);
    char some[4'096];
    for (ssize_t got = 0; (got = ::recv(line, some, sizeof some, 0)) > 0;)
      answer.append(some, static_cast<std::size_t>(got));
  }
  ::close(line);
  return answer;
}

Told ask(std::filesystem::path const& socket, std::string const& method, std::string const& target,
         std::string const& body, std::string const& more_fields) {
  Told told;
  std::string request = method + " " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more_fields;
  if (!body.empty())
    request += "Content-Type: application/json\r\nContent-Length: " + std::to_string(body.size()) + "\r\n";
  request += "\r\n" + body;
  auto const answer = say(socket, request);
  if (answer.size() < 12) return told;
  told.status = std::stoi(answer.substr(9, 3));
  if (auto const tag = answer.find("ETag: \""); tag != std::string::npos)
    told.etag = answer.substr(tag + 6, answer.find("\r\n", tag) - tag - 6);
  boost::system::error_code bad;
  auto const end = answer.find("\r\n\r\n");
  if (end != std::string::npos) told.body = boost::json::parse(answer.substr(end + 4), bad);
  return told;
}

}  // namespace signboard
