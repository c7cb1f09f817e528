#include "controller/signctl/sources.hpp"

#include "base/limits.hpp"
#include "controller/layout_file.hpp"
#include "controller/playlist_file.hpp"
#include "controller/spelling.hpp"
#include "controller/text_file.hpp"
#include "controller/venue.hpp"

#include <algorithm>

namespace signboard {
namespace {

Error bad_value(std::string_view option, std::string_view value, std::string wanted) {
  return fault(Code::invalid, "cli.bad_value",
               {{"option", std::string(option)}, {"value", std::string(value)}, {"wanted", std::move(wanted)}});
}

Sources one_announcement(std::string words, std::string const& language) {
  // A byte order mark and the end of the last line belong to the file, not to the text.
  if (words.starts_with("\xEF\xBB\xBF")) words.erase(0, 3);
  while (!words.empty() && (words.back() == '\n' || words.back() == '\r')) words.pop_back();
  if (words.empty()) return {{}, {fault(Code::invalid, "cli.text_empty")}};
  Announcement announcement;
  announcement.id = "text";
  announcement.texts = {{language, std::move(words)}};
  return {{std::move(announcement)}, {}};
}

Sources from_playlist(SourceOptions const& options, std::chrono::minutes utc_offset) {
  auto reading = load_playlist(options.playlist, PlaylistRules{utc_offset, std::nullopt});
  if (!reading.errors.empty()) return {{}, std::move(reading.errors)};
  auto announcements = std::move(reading.value.announcements);
  if (!options.id.empty()) {
    std::erase_if(announcements, [&](auto const& announcement) { return announcement.id != options.id; });
    if (announcements.empty())
      return {{}, {fault(Code::not_found, "cli.no_such_id", {{"file", options.playlist}, {"id", options.id}})}};
  }
  if (announcements.empty()) return {{}, {fault(Code::invalid, "cli.text_empty")}};
  return {std::move(announcements), {}};
}

}  // namespace

Sources read_sources(SourceOptions const& options, std::chrono::minutes utc_offset) {
  int const given =
      (options.text_given ? 1 : 0) + (options.text_file.empty() ? 0 : 1) + (options.playlist.empty() ? 0 : 1);
  if (given != 1) return {{}, {fault(Code::invalid, "cli.one_source")}};
  if (options.text_given) return one_announcement(options.text, options.language);
  if (!options.playlist.empty()) return from_playlist(options, utc_offset);
  auto words = read_text_file(options.text_file, limits::text_refused);
  if (!words) return {{}, {words.error()}};
  return one_announcement(std::move(*words), options.language);
}

Result<Size> parse_size(std::string_view option, std::string_view text) {
  auto const size = size_named(text);
  if (!size) return bad_value(option, text, "192x32");
  if (size->width < 1 || size->height < 1 || size->width > limits::screen_side_max ||
      size->height > limits::screen_side_max || size->width > limits::screen_pixels_max / size->height)
    return fault(Code::invalid, "cli.impossible_size",
                 {{"option", std::string(option)},
                  {"value", std::string(text)},
                  {"most", std::to_string(limits::screen_side_max)},
                  {"pixels", std::to_string(limits::screen_pixels_max)}});
  return *size;
}

Result<Depth> parse_depth(std::string_view option, std::string_view text) {
  if (auto const depth = depth_named(text)) return *depth;
  return bad_value(option, text, joined(depth_names()));
}

// A shell takes an unquoted # for a comment, so it may be left out.
Result<Rgb> parse_ink(std::string_view option, std::string_view text) {
  auto const colour = colour_named(text.starts_with('#') ? std::string(text) : "#" + std::string(text));
  if (colour) return *colour;
  return bad_value(option, text, "#rrggbb");
}

Stagecraft read_look(LookOptions const& options) {
  Stagecraft craft;
  craft.look.size = {256, 32};
  auto const keep = [&craft](auto const& result, auto& into) {
    if (result)
      into = *result;
    else
      craft.errors.push_back(result.error());
  };
  if (!options.config.empty()) {
    auto loaded = load_config(options.config);
    craft.errors = std::move(loaded.errors);
    craft.config = std::move(loaded.value);
    auto const* screen = options.screen.empty() && !craft.config->screens.empty()
                             ? &craft.config->screens.front()
                             : find_screen(*craft.config, options.screen);
    if (screen != nullptr) {
      craft.look = look_of(*screen);
      craft.venue = venue_of(*screen, *craft.config);
      craft.screen = screen->name;
    } else if (!options.screen.empty()) {
      craft.errors.push_back(fault(Code::not_found, "daemon.no_screen", {{"screen", options.screen}}));
    }
  } else if (!options.screen.empty()) {
    craft.errors.push_back(fault(Code::invalid, "cli.needs_config"));
  }
  if (!options.size.empty()) keep(parse_size("--size", options.size), craft.look.size);
  if (!options.depth.empty()) keep(parse_depth("--depth", options.depth), craft.look.depth);
  if (!options.ink.empty()) keep(parse_ink("--ink", options.ink), craft.look.ink);
  if (options.frames_per_second != not_given) {
    if (options.frames_per_second < 1 || options.frames_per_second > limits::fps_max)
      craft.errors.push_back(
          bad_value("--fps", std::to_string(options.frames_per_second), "1.." + std::to_string(limits::fps_max)));
    else
      craft.look.frames_per_second = options.frames_per_second;
  }
  // A layout is made for a size: on another one the screen is taken as a whole.
  if (craft.look.size != craft.venue.look.size)
    craft.venue.layout = template_layout(craft.venue.layout.name, craft.look.size).value_or(Layout{});
  craft.venue.look = craft.look;
  craft.venue.backdrop = backdrop_of(craft.venue.layout, craft.look);
  return craft;
}

Result<std::unique_ptr<Typesetter>> open_typesetter(std::optional<Config> const& config) {
  return Typesetter::open(config ? debian_manifest(config->fonts_root) : debian_manifest());
}

}  // namespace signboard
