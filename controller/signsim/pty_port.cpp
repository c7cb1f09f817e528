#include "controller/signsim/port.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <fcntl.h>
#include <filesystem>
#include <sys/inotify.h>
#include <termios.h>
#include <unistd.h>

// We hold the program's end of the pseudo-terminal open as well, so that it stays raw whoever comes and goes. Who opens
// it is then not told by the terminal, but by watching its name.

namespace signboard {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

constexpr std::size_t bytes_at_once = 65'536;
constexpr auto breath = 5ms;             // how often a paced line is read
constexpr double bits_of_a_byte = 10;    // with start and stop bit
constexpr auto longest_arrears = 100ms;  // what a line that rested may catch up

void close_one(int& descriptor) {
  if (descriptor >= 0) ::close(descriptor);
  descriptor = -1;
}

class PtyPort final : public Port {
 public:
  explicit PtyPort(PtyPlace place) : place_(std::move(place)) {}
  ~PtyPort() override { close(); }
  PtyPort(PtyPort const&) = delete;
  PtyPort& operator=(PtyPort const&) = delete;

  Result<void> open() override {
    if (!open_pair()) {
      auto const trouble = fault(Code::io, "signsim.no_pty", {{"reason", std::strerror(errno)}});
      close();
      return trouble;
    }
    termios raw{};
    tcgetattr(program_end_, &raw);
    cfmakeraw(&raw);
    tcsetattr(program_end_, TCSANOW, &raw);
    watch_ = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    inotify_add_watch(watch_, name_.c_str(), IN_OPEN | IN_CLOSE);
    holders_ = 0;
    last_read_.reset();
    return place_.link.empty() ? Result<void>{} : make_link();
  }

  void close() override {
    if (linked_) {
      std::error_code ignored;
      if (fs::read_symlink(place_.link, ignored) == name_) fs::remove(place_.link, ignored);
    }
    linked_ = false;
    close_one(watch_);
    close_one(program_end_);
    close_one(card_end_);
  }

  void await(std::vector<pollfd>& into) const override {
    if (card_end_ < 0) return;
    into.push_back({watch_, POLLIN, 0});
    if (!has_to_wait_) into.push_back({card_end_, POLLIN, 0});
  }

  std::optional<SteadyTime> due() const override {
    if (card_end_ < 0 || !has_to_wait_ || !last_read_) return std::nullopt;
    return *last_read_ + breath;
  }

  Received receive(Now now) override {
    Received received;
    if (card_end_ < 0) return received;
    received.was_opened = look_who_came();
    auto const most = allowance(now.steady);
    std::array<std::byte, bytes_at_once> buffer;  // NOLINT: filled by the read
    ssize_t got = 0;
    if (most > 0) got = ::read(card_end_, buffer.data(), most);
    has_to_wait_ = place_.baud > 0 && (most == 0 || got == static_cast<ssize_t>(most));
    if (got <= 0) return received;
    credit_ -= static_cast<double>(got);
    received.pieces.push_back({{buffer.begin(), buffer.begin() + got}, now.wall});
    return received;
  }

  // Nobody hears a port that is not open. What a program does not read in time is lost, as on a real line.
  void reply(std::span<std::byte const> bytes) override {
    if (card_end_ < 0 || holders_ <= 0) return;
    [[maybe_unused]] auto const written = ::write(card_end_, bytes.data(), bytes.size());
  }

  std::string where() const override { return name_; }

 private:
  bool open_pair() {
    card_end_ = posix_openpt(O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
    if (card_end_ < 0 || grantpt(card_end_) != 0 || unlockpt(card_end_) != 0) return false;
    std::array<char, 128> name{};
    if (ptsname_r(card_end_, name.data(), name.size()) != 0) return false;
    name_ = name.data();
    program_end_ = ::open(name_.c_str(), O_RDWR | O_NOCTTY | O_CLOEXEC);
    return program_end_ >= 0;
  }

  // A link of ours from before is replaced, anything else is not.
  Result<void> make_link() {
    std::error_code trouble;
    auto const path = fs::path(place_.link);
    if (path.has_parent_path()) fs::create_directories(path.parent_path(), trouble);
    auto const target = fs::read_symlink(path, trouble);
    if (!trouble && target.string().starts_with("/dev/pts/")) fs::remove(path, trouble);
    trouble.clear();
    fs::create_symlink(name_, path, trouble);
    if (trouble) {
      close();
      return fault(Code::io, "signsim.no_link", {{"file", place_.link}, {"reason", trouble.message()}});
    }
    linked_ = true;
    return {};
  }

  bool look_who_came() {
    bool was_opened = false;
    alignas(inotify_event) std::array<char, 4'096> buffer{};
    for (ssize_t got = 0; (got = ::read(watch_, buffer.data(), buffer.size())) > 0;) {
      for (ssize_t at = 0; at < got;) {
        inotify_event event{};
        std::memcpy(&event, buffer.data() + at, sizeof event);
        at += static_cast<ssize_t>(sizeof event + event.len);
        if ((event.mask & IN_OPEN) != 0) {
          if (holders_++ == 0) was_opened = true;
        } else if (holders_ > 0) {
          --holders_;
        }
      }
    }
    if (was_opened) tcflush(program_end_, TCIFLUSH);  // what the card said to nobody
    return was_opened;
  }

  /// How many bytes the line has carried since it was last asked.
  std::size_t allowance(SteadyTime now) {
    if (place_.baud == 0) return bytes_at_once;
    double const per_second = place_.baud / bits_of_a_byte;
    auto const passed = std::min<std::chrono::nanoseconds>(last_read_ ? now - *last_read_ : breath, longest_arrears);
    last_read_ = now;
    credit_ += per_second * std::chrono::duration<double>(passed).count();
    auto const most = std::max(per_second * std::chrono::duration<double>(longest_arrears).count(), 1.0);
    credit_ = std::min(credit_, most);
    return std::min(static_cast<std::size_t>(std::max(credit_, 0.0)), bytes_at_once);
  }

  PtyPlace place_;
  std::string name_;
  int card_end_ = -1, program_end_ = -1, watch_ = -1;
  bool linked_ = false;
  int holders_ = 0;
  bool has_to_wait_ = false;
  double credit_ = 0;  // bytes
  std::optional<SteadyTime> last_read_;
};

}  // namespace

std::unique_ptr<Port> pty_port(PtyPlace place) { return std::make_unique<PtyPort>(std::move(place)); }

}  // namespace signboard
