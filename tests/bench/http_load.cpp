#include "tests/bench/http_load.hpp"

#include "tests/bench/clocks.hpp"
#include "tests/bench/statistics.hpp"

#include <arpa/inet.h>
#include <array>
#include <cerrno>
#include <charconv>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <optional>
#include <sched.h>
#include <stdexcept>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>
#include <utility>

namespace signboard {
namespace {

constexpr int at_once = 64;
constexpr int patience_ms = 5'000;

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in place{};
  place.sin_family = AF_INET;
  place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  place.sin_port = htons(port);
  return place;
}

[[noreturn]] void give_up(char const* what) { throw std::runtime_error(std::string("cannot ") + what); }

int connected(std::uint16_t port) {
  int const line = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  auto const place = loopback(port);
  int const on = 1;
  if (line < 0 || connect(line, reinterpret_cast<sockaddr const*>(&place), sizeof place) != 0)  // NOLINT
    give_up("connect");
  setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  timeval const patience{patience_ms / 1'000, 0};
  setsockopt(line, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return line;
}

/// The length of the first message in `text`, head and body; nothing while it is not whole.
std::optional<std::size_t> message_length(std::string_view text) {
  auto const head = text.find("\r\n\r\n");
  if (head == std::string_view::npos) return {};
  std::size_t body = 0;
  constexpr std::string_view name = "Content-Length: ";
  if (auto const at = text.substr(0, head).find(name); at != std::string_view::npos)
    std::from_chars(text.data() + at + name.size(), text.data() + head, body);
  auto const whole = head + 4 + body;
  return text.size() >= whole ? std::optional(whole) : std::nullopt;
}

/// Reads what there is. False once the other end is gone.
bool read_some(int line, std::string& text) {
  std::array<char, 16'384> bytes;  // NOLINT: is written before it is read
  auto const count = recv(line, bytes.data(), bytes.size(), 0);
  if (count > 0) text.append(bytes.data(), static_cast<std::size_t>(count));
  return count > 0;
}

/// False once the other end is gone.
bool written(int line, std::string_view text) {
  while (!text.empty()) {
    auto const sent = send(line, text.data(), text.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

void write_all(int line, std::string_view text) {
  if (!written(line, text)) give_up("send");
}

class Epoll {
 public:
  Epoll() : epoll_(epoll_create1(EPOLL_CLOEXEC)) {}
  ~Epoll() { close(epoll_); }
  Epoll(Epoll const&) = delete;
  Epoll& operator=(Epoll const&) = delete;

  void add(int line, std::uint64_t mark) {
    epoll_event event{};
    event.events = EPOLLIN;
    event.data.u64 = mark;
    if (epoll_ctl(epoll_, EPOLL_CTL_ADD, line, &event) != 0) give_up("watch a connection");
  }

  /// The marks of those that can be read, until the next call.
  template <class Found>
  int wait(int milliseconds, Found found) {
    std::array<epoll_event, at_once> events{};
    auto const count = epoll_wait(epoll_, events.data(), at_once, milliseconds);
    for (int i = 0; i < count; ++i) found(events.at(static_cast<std::size_t>(i)).data.u64);
    return count;
  }

 private:
  int epoll_;
};

/// All that ask.
class Crowd {
 public:
  explicit Crowd(Load const& load) : load_(load), all_(static_cast<std::size_t>(load.connections)) {}

  LoadResult run() {
    auto const begin = steady_time(), end = begin + std::chrono::nanoseconds(load_.lasting).count();
    for (std::size_t i = 0; i < all_.size() && !broken_; ++i) {
      all_[i].line = connected(load_.port);
      epoll_.add(all_[i].line, i);
      ask(all_[i]);
    }
    for (now_ = begin; now_ < end && !broken_ && !load_.until.stop_requested();)
      if (epoll_.wait(patience_ms, [this](std::uint64_t mark) { hear(all_[mark]); }) <= 0)
        give_up("wait any longer for an answer");
    if (micros_.empty()) give_up("get a single answer");
    return {static_cast<double>(micros_.size()) * 1e9 / static_cast<double>(now_ - begin), percentile(micros_, 0.5),
            percentile(micros_, 0.99)};
  }

 private:
  struct Asking {
    int line = -1;
    std::string heard;
    std::uint64_t number = 0;
    std::int64_t since = 0;
    ~Asking() {
      if (line >= 0) close(line);
    }
  };

  void ask(Asking& one) {
    one.number = number_++;
    auto const request = load_.request(one.number);
    one.since = steady_time();
    if (!written(one.line, request)) be_broken("send");
  }

  void hear(Asking& one) {
    if (broken_) return;
    if (!read_some(one.line, one.heard)) return be_broken("hear an answer");
    auto const length = message_length(one.heard);
    if (!length) return;
    now_ = steady_time();
    if (!one.heard.starts_with("HTTP/1.1 " + load_.expected)) throw std::runtime_error("answered: " + one.heard);
    one.heard.erase(0, *length);
    micros_.push_back(static_cast<double>(now_ - one.since) / 1e3);
    if (load_.answered) load_.answered(one.number);
    ask(one);
  }

  void be_broken(char const* what) {
    if (load_.on_break == Load::Break::is_wrong) give_up(what);
    broken_ = true;
  }

  Load const& load_;
  Epoll epoll_;
  std::vector<Asking> all_;
  std::vector<double> micros_;
  std::uint64_t number_ = 0;
  std::int64_t now_ = 0;
  bool broken_ = false;
};

}  // namespace

int processors() { return static_cast<int>(sysconf(_SC_NPROCESSORS_ONLN)); }

void stay_on(int processor) {
  cpu_set_t set;
  CPU_ZERO(&set);
  CPU_SET(static_cast<std::size_t>(processor), &set);
  sched_setaffinity(0, sizeof set, &set);
}

CannedServer::CannedServer(std::string answer, int processor) : answer_(std::move(answer)) {
  listener_ = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  auto place = loopback(0);
  socklen_t size = sizeof place;
  auto* const plain = reinterpret_cast<sockaddr*>(&place);  // NOLINT: what the system wants
  if (listener_ < 0 || bind(listener_, plain, size) != 0 || listen(listener_, SOMAXCONN) != 0 ||
      getsockname(listener_, plain, &size) != 0)
    give_up("listen");
  port_ = ntohs(place.sin_port);
  thread_ = std::thread([this, processor] { serve(processor); });
}

CannedServer::~CannedServer() {
  ending_ = true;
  thread_.join();
  close(listener_);
}

void CannedServer::serve(int processor) {
  stay_on(processor);
  Epoll epoll;
  epoll.add(listener_, 0);
  std::vector<std::string> pending(4'096);  // by descriptor
  std::vector<int> lines;
  while (!ending_) {
    epoll.wait(20, [&](std::uint64_t mark) {
      if (mark == 0) {
        int const line = accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC);
        if (line < 0) return;
        int const on = 1;
        setsockopt(line, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        pending.at(static_cast<std::size_t>(line)).clear();
        lines.push_back(line);
        return epoll.add(line, static_cast<std::uint64_t>(line));
      }
      auto const line = static_cast<int>(mark);
      auto& text = pending.at(mark);
      if (!read_some(line, text)) {
        close(line);
        std::erase(lines, line);
        return;
      }
      for (auto length = message_length(text); length; length = message_length(text)) {
        text.erase(0, *length);
        write_all(line, answer_);
      }
    });
  }
  for (int const line : lines) close(line);
}

LoadResult load(Load const& load) { return Crowd(load).run(); }

Flood::Flood(Load load) {
  load.until = ending_.get_token();
  flood_ = std::async(std::launch::async, [load = std::move(load)] { return signboard::load(load); });
}

LoadResult Flood::stop() {
  ending_.request_stop();
  return flood_.get();
}

std::string json_request(std::string_view method, std::string_view target, std::string_view body,
                         std::string_view more) {
  std::string request(method);
  request.append(" ").append(target).append(" HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n");
  request.append(more).append("Content-Length: ").append(std::to_string(body.size())).append("\r\n\r\n");
  return request.append(body);
}

std::string ask_once(std::uint16_t port, std::string_view request) {
  int const line = connected(port);
  write_all(line, request);
  std::string heard;
  while (!message_length(heard) && read_some(line, heard)) {
  }
  close(line);
  return heard;
}

}  // namespace signboard
