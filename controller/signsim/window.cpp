#include "controller/signsim/lamps.hpp"
#include "controller/signsim/view.hpp"
#include "drivers/picture.hpp"

#include <SDL.h>
#include <algorithm>
#include <optional>

// Drawn straight into the surface of each window: a renderer would copy every picture twice, and on a computer without
// a graphics card it is slower by far.

namespace signboard {
namespace {

constexpr int fitting_zoom_most = 8;
constexpr int margin = 48;  // pixels of the desktop for what a window manager draws round a window
constexpr unsigned pixel_bits = 32;

Error no_window() { return fault(Code::unavailable, "signsim.no_window", {{"reason", SDL_GetError()}}); }

struct Destroy {
  void operator()(SDL_Window* window) const { SDL_DestroyWindow(window); }
  void operator()(SDL_Surface* surface) const { SDL_FreeSurface(surface); }
};
using WindowPtr = std::unique_ptr<SDL_Window, Destroy>;
using SurfacePtr = std::unique_ptr<SDL_Surface, Destroy>;

/// SDL is there as long as this is.
class Desktop {
 public:
  Desktop() {
    SDL_SetHint(SDL_HINT_NO_SIGNAL_HANDLERS, "1");
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    SDL_SetHint(SDL_HINT_VIDEO_ALLOW_SCREENSAVER, "1");
    is_there_ = SDL_InitSubSystem(SDL_INIT_VIDEO) == 0;
  }
  ~Desktop() {
    if (is_there_) SDL_QuitSubSystem(SDL_INIT_VIDEO);
    SDL_Quit();
  }
  Desktop(Desktop const&) = delete;
  Desktop& operator=(Desktop const&) = delete;

  bool is_there() const { return is_there_; }

 private:
  bool is_there_ = false;
};

class Pane {
 public:
  Pane(StandIn const& card, int zoom)
      : zoom_(zoom), picture_(card.plan().size, zoom, {card.plan().depth, card.plan().led}) {}

  bool open(StandIn const& card, int x, int y) {
    window_.reset(SDL_CreateWindow(card.plan().name.c_str(), x, y, picture_.size().width, picture_.size().height, 0));
    return window_ != nullptr && wrap();
  }

  void show(StandIn const& card, Note const& note) {
    if (window_ == nullptr) return;
    if (title_ != note.text) {
      title_ = note.text;
      SDL_SetWindowTitle(window_.get(), (card.plan().name + " · " + title_).c_str());
    }
    if (changes_ == card.changes()) return;
    changes_ = card.changes();
    if (auto const changed = picture_.paint(card.shown())) present(*changed);
  }

  void present(Rect part) {
    auto* const surface = SDL_GetWindowSurface(window_.get());
    if (surface == nullptr) return;
    SDL_Rect area{part.x, part.y, part.width, part.height};
    SDL_Rect into = area;
    SDL_BlitSurface(surface_.get(), &area, surface, &into);
    SDL_UpdateWindowSurfaceRects(window_.get(), &area, 1);
  }

  void present_all() { present({0, 0, picture_.size().width, picture_.size().height}); }

  void resize(StandIn const& card, int zoom) {
    if (zoom < 1 || zoom > zoom_most || window_ == nullptr) return;
    zoom_ = zoom;
    picture_ = LampPicture(card.plan().size, zoom, {card.plan().depth, card.plan().led});
    SDL_SetWindowSize(window_.get(), picture_.size().width, picture_.size().height);
    wrap();
    picture_.paint(card.shown());
    present_all();
  }

  bool is(std::uint32_t id) const { return window_ != nullptr && SDL_GetWindowID(window_.get()) == id; }
  bool is_open() const { return window_ != nullptr; }
  void close() { window_.reset(); }
  int zoom() const { return zoom_; }
  int height() const { return picture_.size().height; }

 private:
  bool wrap() {
    surface_.reset(SDL_CreateRGBSurfaceWithFormatFrom(picture_.pixels().data(), picture_.size().width,
                                                      picture_.size().height, pixel_bits, picture_.size().width * 4,
                                                      SDL_PIXELFORMAT_RGB888));
    if (surface_ == nullptr) return false;
    SDL_SetSurfaceBlendMode(surface_.get(), SDL_BLENDMODE_NONE);
    return true;
  }

  int zoom_;
  LampPicture picture_;
  WindowPtr window_;
  SurfacePtr surface_;
  std::string title_;
  std::uint64_t changes_ = 0;
};

/// The largest at which the card fits into its share of the desktop.
int fitting_zoom(StandIn const& card, std::size_t cards) {
  SDL_Rect desktop{0, 0, 0, 0};
  if (SDL_GetDisplayUsableBounds(0, &desktop) != 0) return zoom_of_lamps;
  auto const size = card.plan().size;
  auto const height = desktop.h / static_cast<int>(cards) - margin;
  return std::clamp(std::min((desktop.w - 2 * margin) / size.width, height / size.height), 1, fitting_zoom_most);
}

// Keys and what they do to the card whose window has them. A second press of a fault's key ends it.
struct FaultKey {
  SDL_Keycode key;
  FaultKind kind;
};
constexpr std::array fault_keys{FaultKey{SDLK_l, FaultKind::lost},   FaultKey{SDLK_s, FaultKind::split},
                                FaultKey{SDLK_j, FaultKind::joined}, FaultKey{SDLK_d, FaultKind::late},
                                FaultKey{SDLK_n, FaultKind::silent}, FaultKey{SDLK_u, FaultKind::unplug},
                                FaultKey{SDLK_p, FaultKind::power}};

class Windows final : public Display {
 public:
  Result<void> open(std::span<StandIn const> cards, int zoom) {
    if (!desktop_.is_there()) return no_window();
    int y = margin;
    for (auto const& card : cards) {
      auto& pane = panes_.emplace_back(card, zoom > 0 ? zoom : fitting_zoom(card, cards.size()));
      if (!pane.open(card, margin, y)) return no_window();
      pane.present_all();
      y += pane.height() + margin;
    }
    return {};
  }

  void show(std::span<StandIn const> cards, std::span<Note const> notes) override {
    for (std::size_t i = 0; i < panes_.size(); ++i) panes_[i].show(cards[i], notes[i]);
  }

  std::vector<std::string> wishes(std::span<StandIn const> cards) override {
    std::vector<std::string> said;
    SDL_Event event;
    while (SDL_PollEvent(&event) != 0) {
      if (event.type == SDL_QUIT) said.emplace_back("quit");
      if (event.type == SDL_WINDOWEVENT) follow(event.window);
      if (event.type == SDL_KEYDOWN && event.key.repeat == 0) press(event.key, cards, said);
    }
    if (std::ranges::none_of(panes_, &Pane::is_open)) said.emplace_back("quit");
    return said;
  }

 private:
  void follow(SDL_WindowEvent const& event) {
    for (auto& pane : panes_) {
      if (!pane.is(event.windowID)) continue;
      if (event.event == SDL_WINDOWEVENT_EXPOSED || event.event == SDL_WINDOWEVENT_SIZE_CHANGED) pane.present_all();
      if (event.event == SDL_WINDOWEVENT_CLOSE) pane.close();
    }
  }

  void press(SDL_KeyboardEvent const& event, std::span<StandIn const> cards, std::vector<std::string>& said) {
    auto const key = event.keysym.sym;
    if (key == SDLK_q || key == SDLK_ESCAPE) said.emplace_back("quit");
    for (std::size_t i = 0; i < panes_.size(); ++i) {
      if (!panes_[i].is(event.windowID)) continue;
      auto const& card = cards[i];
      if (key == SDLK_c) said.push_back("fault " + card.plan().name + " clear");
      if (key == SDLK_PLUS || key == SDLK_KP_PLUS || key == SDLK_EQUALS) panes_[i].resize(card, panes_[i].zoom() + 1);
      if (key == SDLK_MINUS || key == SDLK_KP_MINUS) panes_[i].resize(card, panes_[i].zoom() - 1);
      for (auto const& each : fault_keys)
        if (each.key == key)
          said.push_back("fault " + card.plan().name + " " + std::string(name_of(each.kind)) +
                         (card.disturbance().has(each.kind) ? " off" : ""));
    }
  }

  Desktop desktop_;  // before the panes, which need it to the end
  std::vector<Pane> panes_;
};

}  // namespace

Result<std::unique_ptr<Display>> open_windows(std::span<StandIn const> cards, int zoom) {
  auto windows = std::make_unique<Windows>();
  if (auto opened = windows->open(cards, zoom); !opened) return opened.error();
  return std::unique_ptr<Display>(std::move(windows));
}

}  // namespace signboard
