#include "base/limits.hpp"
#include "base/utf8.hpp"
#include "controller/clock.hpp"
#include "controller/playlist_file.hpp"
#include "controller/programme.hpp"
#include "controller/remarks.hpp"
#include "controller/signctl/commands.hpp"
#include "controller/signctl/sources.hpp"
#include "controller/tryout.hpp"
#include "controller/venue.hpp"
#include "drivers/picture.hpp"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iostream>
#include <set>

namespace signboard {
namespace {

constexpr std::int64_t most_frames = 100'000;
constexpr std::int64_t furthest_frame = 1'000'000'000'000;  // five centuries at 60 a second
constexpr std::size_t most_bytes = std::size_t{2} * 1'024 * 1'024 * 1'024;

struct FrameRange {
  std::int64_t first = 0, last = 0;
};

Result<FrameRange> parse_frames(std::string_view text) {
  auto const wrong = [&] {
    return fault(Code::invalid, "cli.bad_value",
                 {{"option", "--frames"}, {"value", std::string(text)}, {"wanted", "A..B (0..120)"}});
  };
  auto const number = [](std::string_view digits) -> std::optional<std::int64_t> {
    std::int64_t value = 0;
    auto const [end, trouble] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (trouble != std::errc() || end != digits.data() + digits.size() || value < 0) return std::nullopt;
    return value;
  };
  auto const dots = text.find("..");
  auto const first = number(text.substr(0, dots));
  auto const last = dots == std::string_view::npos ? first : number(text.substr(dots + 2));
  if (!first || !last || *last < *first || *last > furthest_frame) return wrong();
  if (*last - *first >= most_frames)
    return fault(Code::over_limit, "cli.too_many_frames",
                 {{"count", std::to_string(*last - *first + 1)}, {"most", std::to_string(most_frames)}});
  return FrameRange{*first, *last};
}

enum class Format : std::uint8_t { png, gif, raw, txt };

Result<Format> format_for(RenderOptions const& options) {
  auto name = options.format;
  if (name.empty()) {
    auto const dot = options.out.rfind('.');
    name = options.out == "-" ? "txt" : dot == std::string::npos ? options.out : options.out.substr(dot + 1);
  }
  if (name == "png") return Format::png;
  if (name == "gif") return Format::gif;
  if (name == "raw") return Format::raw;
  if (name == "txt") return Format::txt;
  return fault(Code::invalid, "cli.bad_value",
               {{"option", "--out"}, {"value", options.out}, {"wanted", "X.png, X.gif, X.raw, X.txt, -"}});
}

// The frames of a loop, by number: all beats of all scenes, one after the other, and then from the beginning.
class Reel {
 public:
  explicit Reel(std::vector<Programme::Entry> const& entries) {
    for (auto const& entry : entries)
      for (int pass = 0; pass < entry.composed->repeats; ++pass)
        for (auto const& scene : entry.composed->scenes) {
          starts_.push_back(beats_);
          scenes_.push_back(scene);
          beats_ += scene->beats;
        }
  }

  struct Shot {
    ScenePtr scene;
    std::int64_t beat;
  };
  Shot at(std::int64_t frame) const {
    auto const in_loop = frame % beats_;
    auto const place = static_cast<std::size_t>(std::ranges::upper_bound(starts_, in_loop) - starts_.begin()) - 1;
    return {scenes_[place], in_loop - starts_[place]};
  }
  std::int64_t beats() const { return beats_; }

  // The first frame in which there is something to see of a text that comes in from the edge: it has reached the other
  // one.
  std::int64_t telling_frame() const {
    auto const* const travel = std::get_if<Travel>(&scenes_.front()->parts.front().movement);
    if (travel == nullptr) return 0;
    if (travel->step.x > 0 && travel->start.x < 0) return -travel->start.x / travel->step.x;
    if (travel->step.y > 0 && travel->start.y < 0) return -travel->start.y / travel->step.y;
    return 0;
  }

 private:
  std::vector<ScenePtr> scenes_;
  std::vector<std::int64_t> starts_;
  std::int64_t beats_ = 0;
};

void append(std::vector<std::byte>& out, std::string_view text) {
  auto const bytes = std::as_bytes(std::span(text));
  out.insert(out.end(), bytes.begin(), bytes.end());
}

// `#` where at least half the light of the brightest channel is on, `+` where there is some, `.` where there is none.
void append_ascii(std::vector<std::byte>& out, Frame const& frame) {
  std::string line;
  for (int y = 0; y < frame.height(); ++y) {
    line.clear();
    for (auto const& pixel : frame.row(y)) {
      auto const light = std::max({pixel.r, pixel.g, pixel.b});
      line += light >= 128 ? '#' : light > 0 ? '+' : '.';
    }
    line += '\n';
    append(out, line);
  }
}

Frame under_each_other(std::vector<Frame> const& frames) {
  auto const size = frames.front().size();
  Frame sheet(Size{size.width, size.height * static_cast<int>(frames.size())});
  auto* out = sheet.pixels().data();
  for (auto const& frame : frames) out = std::ranges::copy(frame.pixels(), out).out;
  return sheet;
}

Result<std::vector<std::byte>> encode(std::vector<Frame> const& frames,
                                      std::vector<std::chrono::nanoseconds> const& delays, Format format, int zoom) {
  if (format == Format::png) return encode_png(under_each_other(frames), zoom);
  if (format == Format::gif)
    return encode_gif(frames, std::chrono::duration_cast<std::chrono::milliseconds>(delays.front()), zoom);
  std::vector<std::byte> out;
  for (std::size_t i = 0; i < frames.size(); ++i) {
    if (format == Format::raw) {
      auto const bytes = bytes_of(frames[i]);
      out.insert(out.end(), bytes.begin(), bytes.end());
    } else {
      if (i > 0) append(out, "\n");
      append_ascii(out, frames[i]);
    }
  }
  return out;
}

Result<void> write(std::string const& file, std::span<std::byte const> bytes) {
  auto const text = std::string_view(reinterpret_cast<char const*>(bytes.data()), bytes.size());
  if (file == "-") {
    std::cout << text << std::flush;
    if (std::cout) return {};
  } else {
    std::ofstream out(file, std::ios::binary | std::ios::trunc);
    out << text;
    out.close();
    if (out) return {};
  }
  return fault(Code::io, "cli.cannot_write", {{"file", file}, {"reason", std::strerror(errno)}});
}

// The announcement's own style, and what the command line says on top of it.
Result<void> restyle(Announcement& announcement, RenderOptions const& options) {
  auto& style = announcement.style;
  auto const out_of_range = [](std::string_view option, int value, std::string wanted) {
    return fault(Code::invalid, "cli.bad_value",
                 {{"option", std::string(option)}, {"value", std::to_string(value)}, {"wanted", std::move(wanted)}});
  };
  if (!options.effect.empty()) {
    auto name = options.effect;
    std::ranges::replace(name, '-', '_');
    auto const effect = effect_named(name);
    if (!effect)
      return fault(
          Code::invalid, "cli.bad_value",
          {{"option", "--effect"}, {"value", options.effect}, {"wanted", "auto, hold, scroll_left, scroll_up, page"}});
    style.motion.effect = *effect;
  }
  if (options.speed_px_s != not_given) {
    if (options.speed_px_s < 1 || options.speed_px_s > limits::speed_px_s_max)
      return out_of_range("--speed", options.speed_px_s, "1.." + std::to_string(limits::speed_px_s_max));
    style.motion.speed_px_s = options.speed_px_s;
  }
  if (options.hold_ms != not_given) {
    if (options.hold_ms < limits::hold_min.count() || options.hold_ms > limits::hold_max.count())
      return out_of_range("--hold", options.hold_ms,
                          std::to_string(limits::hold_min.count()) + ".." + std::to_string(limits::hold_max.count()));
    style.motion.hold = std::chrono::milliseconds{options.hold_ms};
  }
  if (options.lines != not_given) {
    if (options.lines < 1 || options.lines > 16) return out_of_range("--lines", options.lines, "1..16");
    style.lines = options.lines;
  }
  if (options.repeats != not_given) {
    if (options.repeats < 1 || options.repeats > limits::repeats_max)
      return out_of_range("--repeats", options.repeats, "1.." + std::to_string(limits::repeats_max));
    style.motion.repeats = options.repeats;
  }
  if (!options.look.ink.empty()) {
    auto ink = parse_ink("--ink", options.look.ink);
    if (!ink) return ink.error();
    style.ink = *ink;
  }
  return {};
}

struct Selection {
  std::vector<Frame> frames;
  std::vector<std::chrono::nanoseconds> delays;
};

Result<Selection> select(Reel const& reel, FrameRange range, Typesetter& typesetter) {
  auto const shot = reel.at(range.first);
  auto const bytes = static_cast<std::size_t>(range.last - range.first + 1) *
                     static_cast<std::size_t>(shot.scene->size.width * shot.scene->size.height) * sizeof(Rgb);
  if (bytes > most_bytes)
    return fault(
        Code::over_limit, "cli.too_many_frames",
        {{"count", std::to_string(range.last - range.first + 1)},
         {"most", std::to_string(most_bytes / (bytes / static_cast<std::size_t>(range.last - range.first + 1)))}});
  Tryout tryout(typesetter);
  Selection selection;
  for (auto number = range.first; number <= range.last; ++number) {
    auto const taken = reel.at(number);
    selection.frames.push_back(tryout.frame(taken.scene, taken.beat));
    selection.delays.push_back(taken.scene->period);
  }
  return selection;
}

// The announcements in their final form, in playing order.
Result<std::vector<AnnouncementPtr>> restyled(std::vector<Announcement> announcements, RenderOptions const& options,
                                              std::string const& screen) {
  std::vector<AnnouncementPtr> items;
  for (auto& announcement : announcements) {
    if (auto styled = restyle(announcement, options); !styled) return styled.error();
    if (screen.empty()) announcement.screens.clear();
    items.push_back(std::make_shared<Announcement const>(std::move(announcement)));
  }
  return items;
}

void tell_of(std::string const& what, Result<Composed> const& composed, Console const& console) {
  if (!composed) {
    std::cerr << what << ": " << worded(composed.error(), console.language) << '\n';
    return;
  }
  for (auto const& remark : composed->remarks)
    std::cerr << what << ": " << worded(remark.finding, console.language) << '\n';
  if (composed->overflow_pages > 0)
    std::cerr << what << ": "
              << worded("finding.overflow", {{"pages", std::to_string(composed->overflow_pages + 1)}}, console.language)
              << '\n';
}

// Makes announcements ready for the screen. One that cannot be set is told of, and an error only if it is the only one:
// beside others it is passed over, as in the daemon.
Result<std::vector<Programme::Entry>> dress(std::vector<AnnouncementPtr> const& items, Look const& look,
                                            Typesetter& typesetter, Console const& console) {
  std::vector<Programme::Entry> entries;
  for (auto const& item : items) {
    auto composed = compose(*item, look, typesetter);
    if (!composed && items.size() == 1) return composed.error();
    tell_of(item->id, composed, console);
    if (composed) entries.push_back({item, std::make_shared<Composed const>(std::move(*composed))});
  }
  return entries;
}

// Pictures of a divided screen for which no frames are named: a second and a half, ten a second.
constexpr FrameRange a_while{0, 14};
constexpr auto between_pictures = std::chrono::milliseconds{100};

// What is on a screen at a moment, and from then on: the same calls as in the daemon.
Result<Selection> select_moment(std::vector<AnnouncementPtr> const& items, Stagecraft const& craft, WallTime at,
                                FrameRange range, Typesetter& typesetter, Console const& console) {
  Bulletin bulletin;
  for (auto const& item : items) bulletin.put(item);
  auto const properties = craft.config ? load_properties(*craft.config) : Reading<Properties>{};
  if (!properties.errors.empty()) console.complain(properties.errors);
  std::set<std::string> told;
  Tryout tryout(typesetter, [&](std::string const& what, Look const&, Result<Composed> const& composed) {
    if (told.insert(what).second) tell_of(what, composed, console);
  });
  Selection selection;
  std::optional<Chapter> chapter;
  for (auto number = range.first; number <= range.last; ++number) {
    auto const wall = at + number * between_pictures;
    if (!chapter || !chapter->covers(wall))
      chapter = tryout.chapter(bill_at(craft.venue, bulletin, properties.value, wall));
    selection.frames.push_back(tryout.frame(*chapter, wall, craft.look.size));
    selection.delays.emplace_back(between_pictures);
  }
  return selection;
}

Result<Selection> select_frames(std::vector<AnnouncementPtr> const& items, Stagecraft const& craft,
                                RenderOptions const& options, Format format, Typesetter& typesetter,
                                Console const& console) {
  auto const entries = dress(items, craft.look, typesetter, console);
  if (!entries) return entries.error();
  if (entries->empty()) return fault(Code::invalid, "cli.text_empty");
  Reel const reel(*entries);
  FrameRange range{reel.telling_frame(), reel.telling_frame()};
  if (!options.frames.empty()) {
    auto const asked = parse_frames(options.frames);
    if (!asked) return asked.error();
    range = *asked;
  } else if (format == Format::gif) {
    auto const frame_bytes = static_cast<std::int64_t>(craft.look.size.width) * craft.look.size.height *
                             static_cast<std::int64_t>(sizeof(Rgb));
    auto const most = std::min(most_frames, static_cast<std::int64_t>(most_bytes) / frame_bytes);
    range = {0, std::min(reel.beats(), most) - 1};
    if (reel.beats() > most)
      std::cerr << worded("cli.cut_short", {{"count", std::to_string(reel.beats())}, {"most", std::to_string(most)}},
                          console.language)
                << '\n';
  }
  return select(reel, range, typesetter);
}

// The words asked for; with a configuration and nothing else, all it has.
Sources sources_for(RenderOptions const& options, Stagecraft const& craft) {
  auto const& source = options.source;
  if (craft.config && !source.text_given && source.text_file.empty() && source.playlist.empty()) {
    auto loaded = load_playlists(*craft.config);
    return {std::move(loaded.value), std::move(loaded.errors)};
  }
  return read_sources(source, craft.config ? craft.config->utc_offset : std::chrono::minutes{480});
}

}  // namespace

Exit render(RenderOptions const& options, Console const& console) {
  auto const format = format_for(options);
  if (!format) return console.complain(format.error());
  auto const craft = read_look(options.look);
  if (!craft.errors.empty()) return console.complain(craft.errors);
  auto sources = sources_for(options, craft);
  if (!sources.errors.empty()) return console.complain(sources.errors);
  auto const items = restyled(std::move(sources.announcements), options, craft.screen);
  if (!items) return console.complain(items.error());
  auto typesetter = open_typesetter(craft.config);
  if (!typesetter) return console.complain(typesetter.error());

  Result<Selection> selection = Selection{};
  // What stands beside each other has no common first frame: a divided screen is seen at a moment.
  bool const is_divided = !craft.venue.layout.areas.empty();
  if (options.at.empty() && !is_divided) {
    selection = select_frames(*items, craft, options, *format, **typesetter, console);
  } else {
    auto const at = options.at.empty() ? Result<WallTime>(SystemClock().now().wall)
                                       : parse_wall_time(options.at, craft.venue.utc_offset);
    if (!at) return console.complain(at.error());
    auto range = options.frames.empty() ? Result<FrameRange>(*format == Format::gif ? a_while : FrameRange{})
                                        : parse_frames(options.frames);
    if (!range) return console.complain(range.error());
    selection = select_moment(*items, craft, *at, *range, **typesetter, console);
  }
  if (!selection) return console.complain(selection.error());
  auto bytes = encode(selection->frames, selection->delays, *format, options.zoom);
  if (!bytes) return console.complain(bytes.error());
  if (auto written = write(options.out, *bytes); !written) return console.complain(written.error());
  return Exit::fine;
}

}  // namespace signboard
