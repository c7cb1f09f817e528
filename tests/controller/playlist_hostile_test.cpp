// What is no playlist, or more than one may be.

#include "base/limits.hpp"
#include "tests/controller/playlist_reading.hpp"
#include "tests/support/folder.hpp"

#include <random>

using namespace signboard;

TEST_CASE("bytes that are not UTF-8 are told by their number, before anything else") {
  std::string const gbk = "[[announcement]]\nid = \"a\"\ntext = \"\xB9\xAB\xB8\xE6\"\n";
  auto const reading = read(gbk);
  REQUIRE(briefs(reading.errors) == Briefs{"3:9 toml.invalid_utf8"});
  CHECK(value_of(reading.errors[0], "offset") == "34");
  CHECK(reading.value.announcements.empty());
  CHECK(briefs(read("# 公告\n\xFF\xFE").errors) == Briefs{"2:1 toml.invalid_utf8"});
}

TEST_CASE("a byte order mark and Windows line ends do no harm") {
  auto const item = only("\xEF\xBB\xBF[[announcement]]\r\nid = \"a\"\r\ntext = \"公告\"\r\n");
  CHECK(item.texts.at(0).words == "公告");
}

TEST_CASE("a text may be as long as the limit, and no longer") {
  auto const with_text = [](std::size_t bytes) {
    return "[[announcement]]\nid = \"a\"\ntext = \"" + std::string(bytes, 'x') + "\"\n";
  };
  CHECK(read(with_text(limits::text_accepted)).value.announcements.at(0).texts[0].words.size() ==
        limits::text_accepted);
  CHECK(briefs(read(with_text(limits::text_accepted + 1)).errors) == Briefs{"3:8 toml.text_too_long"});
  CHECK(briefs(read(with_text(1'048'576)).errors) == Briefs{"3:8 toml.text_too_long"});
}

TEST_CASE("signs that turn text around are kept: the typesetter speaks about them") {
  CHECK(only("[[announcement]]\nid = \"a\"\ntext = \"a\\u202Eb\"\n").texts[0].words == "a\u202Eb");
}

TEST_CASE("a character of number zero is refused, raw or written out") {
  using namespace std::string_literals;
  CHECK(briefs(read("[[announcement]]\nid = \"a\"\ntext = \"a\0b\"\n"s).errors) == Briefs{"3:10 toml.syntax"});
  CHECK(faults_of("title = \"a\\u0000b\"") == Briefs{"4:9 toml.zero_byte"});
}

TEST_CASE("deep nesting is refused, in keys as in values") {
  std::string dotted = "a";
  for (int i = 0; i < 500'000; ++i) dotted += ".a";
  for (auto const& text :
       {"[" + dotted + "]\n", "[[" + dotted + "]]\n", dotted + " = 1\n", "x = {" + dotted + " = 1}\n"}) {
    auto const reading = read(text);
    REQUIRE(reading.errors.size() == 1);
    CHECK(reading.errors[0].id == "toml.too_deep");
  }
  for (auto const* const opening : {"[", "{a="}) {
    std::string nested = "x = ";
    for (int i = 0; i < 100'000; ++i) nested += opening;
    REQUIRE(read(nested).errors.size() == 1);
    CHECK(read(nested).errors[0].id == "toml.syntax");
  }
}

TEST_CASE("dots in texts and comments are not taken for deep keys") {
  auto const item = only(
      "# ..........................\n[[announcement]]\nid = \"a\" # ...........\n"
      "title = '..........'\ntext = \"\"\"a.b.c.d.e.f.g.h.i.j\n\\\"\"\"..........\"\"\"\"\"\n"
      "speed_px_s = 60\n");
  CHECK(item.title == "..........");
  CHECK(item.texts[0].words == "a.b.c.d.e.f.g.h.i.j\n\"\"\"..........\"\"");
}

TEST_CASE("a deep key is found behind every kind of string") {
  std::string const deep = "\na.b.c.d.e.f.g.h.i = 1\n";
  for (auto const* const before : {"x = \"a\\\"\"", "x = 'a\\'", "x = \"\"\"a\n\\\"\"\"\"", "x = '''a\n\"\"\"'''",
                                   "x = \"\"", "x = ''''''", "x = \"\"\"a\"\"\"\"\"", "x = 1 # \""}) {
    INFO(before);
    auto const reading = read(before + deep);
    REQUIRE(reading.errors.size() == 1);
    CHECK(reading.errors[0].id == "toml.too_deep");
  }
}

TEST_CASE("a hopeless file is told about in five hundred faults and a sum") {
  std::string text = "[[announcement]]\nid = \"a\"\ntext = \"一\"\n";
  for (int i = 0; i < 5'000; ++i) text += "unknown_" + std::to_string(i) + " = 1\n";
  auto const errors = read(text).errors;
  REQUIRE(errors.size() == 501);
  CHECK(errors.back().id == "toml.more_faults");
  CHECK(value_of(errors.back(), "count") == "4500");
}

TEST_CASE("damaged files give faults or announcements, never a crash") {
  std::string const sound =
      "[playlist]\ntitle = \"公告\"\n[defaults]\nink = \"#ff0000\"\n[[announcement]]\nid = \"a\"\n"
      "valid_from = 2026-12-01\nvalid_until = 2026-12-24T18:00:00+08:00\nscreens = [\"lobby\"]\nspeed_px_s = 60\n"
      "[[announcement.text]]\nlanguage = \"bo\"\nwords = \"\"\"བོད་ཡིག\"\"\"\n";
  REQUIRE(read(sound).errors.empty());
  std::mt19937 random(20'261'122);
  std::string_view const pieces = "[]{}\"'=.,#\\\n\t 0-:TZ\xFF\xE5\x00";
  auto const pick = [&random](std::size_t below) {
    return std::uniform_int_distribution<std::size_t>{0, below - 1}(random);
  };
  int refused = 0;
  for (int round = 0; round < 5'000; ++round) {
    auto text = sound;
    for (auto changes = 1 + pick(4); changes > 0; --changes) {
      auto const at = pick(text.size());
      if (pick(3) == 0)
        text.erase(at, 1 + pick(20));
      else if (pick(2) == 0)
        text.insert(at, 1 + pick(5), pieces[pick(pieces.size())]);
      else
        text[at] = pieces[pick(pieces.size())];
    }
    auto const reading = read(text);
    for (auto const& error : reading.errors) {
      REQUIRE(find_wording(error.id) != nullptr);
      REQUIRE(worded(error, Language::zh).find("notices.toml:") == 0);
    }
    if (!reading.errors.empty()) ++refused;
  }
  CHECK(refused > 2'000);
}

TEST_CASE("every prefix of a file is read without a crash") {
  std::string const sound =
      "[[announcement]]\nid = \"a\"\ntext = \"\"\"公告\\\"\"\"\"\nvalid_from = 2026-12-01 08:00:00Z\n";
  for (std::size_t size = 0; size <= sound.size(); ++size) {
    auto const reading = read(std::string_view(sound).substr(0, size));
    CHECK(reading.value.announcements.size() + reading.errors.size() <= 2);
  }
}

TEST_CASE("a file that cannot be read is told by its name") {
  Folder const folder;
  auto const missing = load_playlist(folder.path() / "none.toml", {});
  REQUIRE(missing.errors.size() == 1);
  CHECK(missing.errors[0].id == "file.missing");
  CHECK(value_of(missing.errors[0], "file") == (folder.path() / "none.toml").string());
  CHECK(load_playlist(folder.path(), {}).errors.at(0).id == "file.not_a_file");
  CHECK(load_playlist("/dev/zero", {}).errors.at(0).id == "file.not_a_file");
  folder.write("large.toml", std::string(limits::playlist_file + 1, '#'));
  CHECK(load_playlist(folder.path() / "large.toml", {}).errors.at(0).id == "file.too_large");
}

TEST_CASE("a folder stands for its playlists by name, and ids are unique across files") {
  Folder const folder;
  folder.write("signboard.toml", "");
  folder.write("b.toml", "[[announcement]]\nid = \"b\"\ntext = \"二\"\n[[announcement]]\nid = \"a\"\ntext = \"三\"\n");
  folder.write("a.toml", "[[announcement]]\nid = \"a\"\ntext = \"一\"\nscreens = [\"gate\"]\n");
  folder.write(".hidden.toml", "nonsense");
  folder.write("notes.txt", "nonsense");
  Config config;
  config.screens.emplace_back().name = "lobby";
  config.playlists = {folder.path(), folder.path() / "gone.toml"};
  auto const all = load_playlists(config);
  REQUIRE(all.value.size() == 1);
  CHECK(all.value[0].id == "b");
  CHECK(briefs(all.errors) == Briefs{"4:12 playlist.unknown_screen", "5:6 playlist.duplicate_id", " file.missing"});
  config.screens.emplace_back().name = "gate";
  auto const more = load_playlists(config);
  CHECK(more.value.size() == 2);
  REQUIRE(briefs(more.errors) == Briefs{"5:6 playlist.duplicate_id", " file.missing"});
  CHECK(value_of(more.errors[0], "first") == (folder.path() / "a.toml").string() + ":2:6");
}

TEST_CASE("no more announcements are taken than the house holds") {
  Folder const folder;
  std::string text;
  for (std::size_t i = 0; i <= limits::announcements; ++i)
    text += "[[announcement]]\nid = \"n-" + std::to_string(i) + "\"\ntext = \"一\"\n";
  folder.write("many.toml", text);
  Config config;
  config.playlists = {folder.path()};
  auto const all = load_playlists(config);
  CHECK(all.value.size() == limits::announcements);
  CHECK(briefs(all.errors) == Briefs{"60001:1 playlist.too_many"});
  folder.write("nanny.toml", "[[announcement]]\nid = \"one-more\"\ntext = \"一\"\n");
  auto const more = load_playlists(config);
  CHECK(more.value.size() == limits::announcements);
  CHECK(briefs(more.errors) == Briefs{"60001:1 playlist.too_many", "2:6 playlist.too_many"});
}
