#pragma once

#include "base/result.hpp"
#include "controller/http/live.hpp"
#include "controller/http/routes.hpp"

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>

namespace signboard {

struct HttpSettings {
  /// `127.0.0.1`, another 127.x.x.x, `::1` or `localhost`; empty: no TCP, the unix socket alone.
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;            ///< 0: any free one
  std::filesystem::path socket{};    ///< of a unix socket as well (default_socket_path()); empty: none
  std::filesystem::path web_root{};  ///< the page from this directory instead of the program; empty: from the program
  std::chrono::milliseconds header_within{10'000};  ///< from its first byte, or from the connection, to its end
  std::chrono::milliseconds body_within{20'000};    ///< from the end of the header to the end of the body
  std::chrono::milliseconds answer_within{30'000};  ///< then the client is told that it has to look for itself
  std::chrono::milliseconds idle_at_most{30'000};   ///< between requests, for an answer to be taken, without a pong
};

/// The API, and the page that uses it, on loopback and a unix socket: there are no accounts yet, so nobody else may
/// come near.
///
/// Everything runs on the thread of the io_context. After `stop` neither the answers nor `live` are touched again, and
/// a Tell that is still held does nothing; the io_context must then run out or be destroyed to free what the
/// connections held.
class HttpServer {
 public:
  /// `live` must outlive the server. Errors: http.not_loopback {address}, http.cannot_listen {address, port, reason},
  /// http.no_web_root {directory}, and those of SocketFile::bind.
  static Result<std::unique_ptr<HttpServer>> listen(boost::asio::io_context& desk, HttpSettings settings,
                                                    Answers answers, Live& live);
  ~HttpServer();
  HttpServer(HttpServer const&) = delete;
  HttpServer& operator=(HttpServer const&) = delete;

  std::uint16_t port() const;    ///< 0 without TCP
  std::size_t sessions() const;  ///< connections open now
  void stop();                   ///< Closes every connection and removes the socket's file. Harmless when repeated.

 private:
  struct House;
  explicit HttpServer(std::shared_ptr<House> house);
  std::shared_ptr<House> house_;
};

}  // namespace signboard
