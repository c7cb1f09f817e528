#pragma once

#include "base/frame.hpp"
#include "base/result.hpp"
#include "base/time.hpp"
#include "controller/http/picture.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace signboard {

struct LiveScreen {
  std::string name;
  Size size;
  Depth depth = Depth::rgb;
};

/// The stage shows a watched screen at least this often, also when its picture stands still; a viewer that hears
/// nothing for `live_stale_after` says so beside the picture instead of letting it look alive.
inline constexpr std::chrono::milliseconds live_at_least_every{1'000};
inline constexpr std::chrono::milliseconds live_stale_after{3'000};

/// http.too_many_watchers {most}
Error no_room_to_watch();

/// The pictures people are looking at, in a browser or a terminal. Desk thread only.
///
/// It keeps one picture of each watched screen and nothing for a watcher but the numbers of those it had: a slow
/// watcher loses pictures, and no queue can grow. Nothing here knows a socket.
class Live {
 public:
  class Watcher;

  explicit Live(std::vector<LiveScreen> screens);
  ~Live();  ///< No watcher may be left: stop the server first.
  Live(Live const&) = delete;
  Live& operator=(Live const&) = delete;

  std::vector<LiveScreen> const& screens() const { return screens_; }

  /// What the screen shows at `at`. The same frame, or one with the same pixels, says that it still stands. Ignored
  /// while nobody watches the screen, so that a late frame cannot pass for a present one later.
  void show(std::size_t screen, std::shared_ptr<Frame const> frame, WallTime at);

  bool watched(std::size_t screen) const { return places_[screen].watchers > 0; }
  bool is_full() const;  ///< no further watcher would be taken

  /// Told which screens are watched, whenever that changes. The stage answers with the present picture of each that is
  /// newly watched, by `show`.
  std::function<void(std::vector<bool> const&)> on_watched_change;

  /// `wake` is called whenever there may be something new to take, never after the watcher is gone, and must not come
  /// back into this class. The indices must be distinct. Error: no_room_to_watch().
  Result<std::unique_ptr<Watcher>> watch(std::vector<std::size_t> const& screens, std::function<void()> wake);

 private:
  struct Place {
    std::shared_ptr<Frame const> frame;
    std::shared_ptr<std::vector<std::uint8_t> const> packed;  ///< made when first wanted, for the present frame
    WallTime at{};
    std::uint64_t told = 0;     ///< grows with every show
    std::uint64_t changed = 0;  ///< grows with every show of other pixels
    std::size_t watchers = 0;
  };

  void leave(Watcher const& watcher);
  void tell_watched() const;

  std::vector<LiveScreen> screens_;
  std::vector<Place> places_;
  std::vector<Watcher*> watchers_;
};

/// One connection's view of some screens. Leaves when destroyed.
class Live::Watcher {
 public:
  Watcher(Live& live, std::vector<std::size_t> const& screens, std::function<void()> wake);
  ~Watcher() { live_.leave(*this); }
  Watcher(Watcher const&) = delete;
  Watcher& operator=(Watcher const&) = delete;

  /// A message to send: head and pixels, which `keeper` keeps alive.
  struct Said {
    std::array<std::uint8_t, picture_head_bytes> head{};
    std::span<std::uint8_t const> pixels;
    std::shared_ptr<void const> keeper;
  };

  /// The newest of a screen that has something newer than what was taken before, the screens in turn.
  std::optional<Said> take();
  bool has_news() const;
  std::size_t screens() const { return seats_.size(); }

 private:
  friend class Live;
  struct Seat {
    std::size_t screen = 0;
    std::uint64_t told = 0, changed = 0;  ///< of the picture taken last
  };

  Live& live_;
  std::vector<Seat> seats_;
  std::size_t turn_ = 0;
  std::function<void()> wake_;
};

}  // namespace signboard
