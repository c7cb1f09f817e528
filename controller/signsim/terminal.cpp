#include "controller/signsim/lamps.hpp"
#include "controller/signsim/view.hpp"
#include "drivers/driver.hpp"

#include <algorithm>
#include <cerrno>
#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

// The pictures are drawn by the driver for terminals: it is told one frame that holds all panels.

namespace signboard {
namespace {

constexpr int gap = 2;  // rows of pixels between two panels: one row of characters
constexpr int columns_if_unknown = 80;
constexpr int patience_ms = 1'000;

int columns_of_terminal() {
  winsize window{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 && window.ws_col > 0 ? window.ws_col : columns_if_unknown;
}

void write_all(std::span<std::byte const> bytes) {
  while (!bytes.empty()) {
    auto const written = ::write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (written > 0) {
      bytes = bytes.subspan(static_cast<std::size_t>(written));
    } else {
      if (errno != EAGAIN && errno != EINTR) return;
      pollfd slow{STDOUT_FILENO, POLLOUT, 0};
      poll(&slow, 1, patience_ms);
    }
  }
}

Size size_of_all(std::span<StandIn const> cards) {
  Size all{1, 0};
  for (auto const& card : cards) {
    all.width = std::max(all.width, card.plan().size.width);
    all.height += (card.plan().size.height + 1) / 2 * 2 + gap;
  }
  return all;
}

class Terminal final : public Display {
 public:
  explicit Terminal(std::span<StandIn const> cards) : all_(size_of_all(cards)), changes_(cards.size()) {
    auto const columns = columns_of_terminal();
    Settings settings({{"width", SettingValue(std::int64_t{std::min(columns, all_.width())})}});
    factor_ = (all_.width() + columns - 1) / columns;
    auto made = find_driver("ansi")->make(Panel{"", all_.size(), Depth::rgb}, settings);
    driver_ = std::move(*made);
    say(Greet{});
  }
  ~Terminal() override {
    say(SetPower{false});
    write_text("\n");
  }
  Terminal(Terminal const&) = delete;
  Terminal& operator=(Terminal const&) = delete;

  void show(std::span<StandIn const> cards, std::span<Note const> notes) override {
    bool changed = false;
    int y = 0;
    for (std::size_t i = 0; i < cards.size(); ++i) {
      auto const& card = cards[i];
      if (changes_[i] != card.changes() + 1) {
        changes_[i] = card.changes() + 1;
        changed = true;
        for (int row = 0; row < card.shown().height(); ++row)
          std::ranges::transform(card.shown().row(row), all_.row(y + row).begin(), [&](Rgb pixel) {
            return seen(pixel, {card.plan().depth, card.plan().led});
          });
      }
      y += (card.plan().size.height + 1) / 2 * 2 + gap;
    }
    if (changed) say(ShowFrame{&all_});
    write_notes(cards, notes);
  }

  std::vector<std::string> wishes(std::span<StandIn const>) override { return {}; }

 private:
  void say(Command const& command) {
    auto dialogue = driver_->begin(command);
    if (!dialogue) return;
    while (auto const packet = (*dialogue)->say()) write_all(packet->joined());
  }

  static void write_text(std::string const& text) { write_all(std::as_bytes(std::span(text))); }

  void write_notes(std::span<StandIn const> cards, std::span<Note const> notes) {
    std::string text;
    for (std::size_t i = 0; i < cards.size(); ++i)
      text += (i > 0 ? " | " : "") + cards[i].plan().name + " " + notes[i].text;
    if (text == notes_) return;
    notes_ = text;
    auto const row = (all_.height() + factor_ - 1) / factor_ / 2 + 1;
    write_text("\x1B[" + std::to_string(row) + ";1H\x1B[0m" + text + "\x1B[K");
  }

  Frame all_;
  int factor_ = 1;
  std::vector<std::uint64_t> changes_;
  std::unique_ptr<Driver> driver_;
  std::string notes_;
};

}  // namespace

std::unique_ptr<Display> open_terminal(std::span<StandIn const> cards) { return std::make_unique<Terminal>(cards); }

}  // namespace signboard
