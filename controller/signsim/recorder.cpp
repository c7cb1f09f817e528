#include "controller/signsim/recorder.hpp"

#include "drivers/picture.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <utility>

namespace signboard {
namespace {

constexpr std::size_t most_kept_frames = 900;  // of a moving picture: 15 s at 60 a second
constexpr std::size_t most_kept_pixels = std::size_t{64} * 1'024 * 1'024;
constexpr std::chrono::milliseconds shortest_delay{20}, longest_delay{10'000};

Error cannot_write(std::filesystem::path const& file, std::string_view reason) {
  return fault(Code::io, "cli.cannot_write", {{"file", file.string()}, {"reason", std::string(reason)}});
}

/// Who reads it meanwhile sees the old file or the new one.
Result<void> write_whole(std::filesystem::path const& file, std::span<std::byte const> bytes) {
  auto part = file;
  part += ".part";
  std::ofstream out(part, std::ios::binary | std::ios::trunc);
  out.write(reinterpret_cast<char const*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
  out.close();
  if (!out) return cannot_write(file, std::strerror(errno));
  std::error_code trouble;
  std::filesystem::rename(part, file, trouble);
  if (trouble) return cannot_write(file, trouble.message());
  return {};
}

Frame drawn(Frame const& frame, int zoom) {
  return enlarged(frame, zoom, zoom >= zoom_of_lamps ? PixelShape::lamps : PixelShape::squares);
}

std::string nanoseconds_of(WallTime at) { return std::to_string(at.time_since_epoch().count()); }

}  // namespace

std::string digest_of(Frame const& frame) {
  std::uint64_t hash = 14'695'981'039'346'656'037U;
  for (auto const byte : bytes_of(frame)) hash = (hash ^ std::to_integer<std::uint64_t>(byte)) * 1'099'511'628'211U;
  std::array<char, 17> text{};
  std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
  return text.data();
}

Recorder::Recorder(RecordWishes wishes, std::vector<std::string> cards)
    : wishes_(std::move(wishes)), cards_(std::move(cards)) {}

Result<Recorder> Recorder::open(RecordWishes wishes, std::vector<std::string> cards) {
  Recorder recorder(std::move(wishes), std::move(cards));
  auto const& folder = recorder.wishes_.folder;
  if (!folder.empty()) {
    std::error_code trouble;
    std::filesystem::create_directories(folder, trouble);
    if (trouble) return cannot_write(folder, trouble.message());
    recorder.list_.open(folder / "frames.txt", std::ios::trunc);
    if (!recorder.list_) return cannot_write(folder / "frames.txt", std::strerror(errno));
  }
  return recorder;
}

Result<void> Recorder::take(std::string_view card, Frame const& frame, WallTime at) {
  if (!wishes_.folder.empty())
    if (auto written = write_frame(card, frame, at); !written) return written.error();
  if (!wishes_.png.empty()) {
    auto png = encode_png(drawn(frame, wishes_.zoom), 1);
    if (!png) return png.error();
    if (auto written = write_whole(named(wishes_.png, card), *png); !written) return written.error();
  }
  if (!wishes_.gif.empty()) {
    auto& kept = kept_[std::string(card)];
    auto const most =
        std::min(most_kept_frames, most_kept_pixels / std::max<std::size_t>(frame.pixels().size(), 1) + 1);
    while (kept.size() >= most) kept.pop_front();
    kept.push_back({frame, at});
  }
  return {};
}

Result<void> Recorder::write_frame(std::string_view card, Frame const& frame, WallTime at) {
  auto const png = encode_png(frame, 1);
  if (!png) return png.error();
  auto const file = wishes_.folder / (std::string(card) + "-" + nanoseconds_of(at) + ".png");
  if (auto written = write_whole(file, *png); !written) return written.error();
  list_ << nanoseconds_of(at) << ' ' << card << ' ' << digest_of(frame) << std::endl;
  if (!list_) return cannot_write(wishes_.folder / "frames.txt", std::strerror(errno));
  return {};
}

Result<void> Recorder::finish() {
  for (auto const& [card, kept] : kept_)
    if (auto written = write_gif(card, kept); !written) return written.error();
  kept_.clear();
  return {};
}

// The format knows one delay a picture here; it is the mean.
Result<void> Recorder::write_gif(std::string_view card, std::deque<Kept> const& kept) const {
  std::vector<Frame> frames;
  frames.reserve(kept.size());
  for (auto const& each : kept) frames.push_back(drawn(each.frame, wishes_.zoom));
  auto const length = std::chrono::duration_cast<std::chrono::milliseconds>(kept.back().at - kept.front().at);
  auto const gaps = std::max<std::int64_t>(static_cast<std::int64_t>(kept.size()) - 1, 1);
  auto const gif = encode_gif(frames, std::clamp(length / gaps, shortest_delay, longest_delay), 1);
  if (!gif) return gif.error();
  return write_whole(named(wishes_.gif, card), *gif);
}

std::filesystem::path Recorder::named(std::filesystem::path const& file, std::string_view card) const {
  if (cards_.size() < 2) return file;
  return file.parent_path() / (file.stem().string() + "-" + std::string(card) + file.extension().string());
}

}  // namespace signboard
