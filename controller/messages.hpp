#pragma once

#include "base/result.hpp"

#include <span>
#include <string>
#include <string_view>

namespace signboard {

enum class Language : std::uint8_t { zh, en };

/// One sentence in both languages. `{name}` is filled from the values of an Error. It says what happened, where, and
/// what to do.
struct Wording {
  std::string_view id, zh, en;
};

/// The catalogue, a table for each room; a sentence is found by its id in any of them.
std::span<Wording const> base_wordings();
std::span<Wording const> fonts_wordings();
std::span<Wording const> playlists_wordings();
std::span<Wording const> drivers_wordings();
std::span<Wording const> config_wordings();
std::span<Wording const> controller_wordings();
std::span<Wording const> http_wordings();
std::span<Wording const> signsim_wordings();
std::span<Wording const> store_wordings();

Wording const* find_wording(std::string_view id);

/// The error as a sentence. An error that knows its place begins with it: the values `at` (`signboard.toml:12:3`), `in`
/// (`screen "lobby"`) and `field` (`/text/0/words`). Signs in a value that would steer a terminal are shown by their
/// number, long values are cut. An id without words (a test forbids it) is shown as it is, with its values.
std::string worded(Error const& error, Language language);

/// A sentence that is no error, by its id.
std::string worded(std::string_view id, Values const& values, Language language);

/// zh for a locale that begins with zh, en otherwise; from SIGNBOARD_LANG, LC_ALL, LC_MESSAGES, LANG in this order.
Language language_of_environment();

}  // namespace signboard
