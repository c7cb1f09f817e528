#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <future>
#include <sched.h>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace signboard {

/// The processor a thread stays on: a server and whoever asks it must not take turns on one.
void stay_on(int processor);
int processors();

/// Where this thread may run: as it was, once this is gone. What is measured next must not share a processor with all
/// it starts.
class Whereabouts {
 public:
  Whereabouts() { sched_getaffinity(0, sizeof before_, &before_); }
  ~Whereabouts() { sched_setaffinity(0, sizeof before_, &before_); }
  Whereabouts(Whereabouts const&) = delete;
  Whereabouts& operator=(Whereabouts const&) = delete;

 private:
  cpu_set_t before_{};
};

/// What it costs to answer at all: epoll, one read and one write for each request, and bytes that were made before. It
/// only looks for the end of a head and for how long a body is.
class CannedServer {
 public:
  CannedServer(std::string answer, int processor);
  ~CannedServer();
  CannedServer(CannedServer const&) = delete;
  CannedServer& operator=(CannedServer const&) = delete;

  std::uint16_t port() const { return port_; }

 private:
  void serve(int processor);

  std::string answer_;
  int listener_ = -1;
  std::uint16_t port_ = 0;
  std::atomic<bool> ending_ = false;
  std::thread thread_;
};

struct Load {
  std::uint16_t port = 0;
  int connections = 1;
  std::chrono::milliseconds lasting{1'000};
  std::function<std::string(std::uint64_t number)> request;  ///< the whole of it, with a number that grows
  std::string expected = "200";                              ///< how the status of every answer begins
  std::function<void(std::uint64_t number)> answered{};      ///< called for each answer that is as expected
  std::stop_token until{};                                   ///< ends it sooner
  enum class Break : std::uint8_t { is_wrong, ends_it } on_break = Break::is_wrong;  ///< if the other end goes away
};

struct LoadResult {
  double per_second = 0;
  double p50_us = 0, p99_us = 0;
};

/// Each connection asks again as soon as it has its answer. Throws if one is not answered as expected.
LoadResult load(Load const& load);

/// A load on a thread of its own, until it is stopped or the other end has gone.
class Flood {
 public:
  explicit Flood(Load load);
  /// What came of it; throws what load() would have thrown.
  LoadResult stop();

 private:
  std::stop_source ending_;
  std::future<LoadResult> flood_;
};

/// A request with a body of JSON; `more` are further lines of its head.
std::string json_request(std::string_view method, std::string_view target, std::string_view body,
                         std::string_view more = {});

/// One request on a connection of its own, and the whole answer.
std::string ask_once(std::uint16_t port, std::string_view request);

}  // namespace signboard
