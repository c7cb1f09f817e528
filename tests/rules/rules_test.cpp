#include "tests/rules/rules.hpp"

#include "tests/support/catch.hpp"

#include <algorithm>
#include <iostream>

// First the rules are held against small bad examples, for a rule that cannot fail is no rule; then against the tree.

using namespace signboard;

namespace {

std::vector<Source> const& house() {
  static std::vector<Source> const tree = read_tree(SIGNBOARD_SOURCE_DIR);
  return tree;
}

void check_none(Findings const& findings) {
  for (Finding const& finding : findings) FAIL_CHECK(finding.path << ":" << finding.line << ": " << finding.words);
}

void check_house(Findings (*rule)(Source const&)) {
  REQUIRE(house().size() > 20);
  for (Source const& source : house()) check_none(rule(source));
}

using Rule = Findings (*)(Source const&);

int count(Rule rule, std::string path, std::string text) {
  return static_cast<int>(rule({std::move(path), std::move(text)}).size());
}

int traps(std::string const& statement) {
  return count(coroutine_traps, "controller/a.cpp",
               "awaitable<void> f(int x) {\n  g();\n  " + statement + "\n  h();\n}\n");
}

}  // namespace

TEST_CASE("rooms include downwards only") {
  auto const broken = [](std::string path, std::string const& name) {
    return count(arrows, std::move(path), "#pragma once\n#include \"" + name + "\"\n") == 1;
  };
  CHECK(broken("fonts/face.cpp", "drivers/driver.hpp"));
  CHECK(broken("playlists/rank.hpp", "controller/show.hpp"));
  CHECK(broken("base/time.hpp", "playlists/bulletin.hpp"));
  CHECK(broken("fonts/face.cpp", "face.hpp"));
  CHECK(broken("fonts/face.cpp", "../base/frame.hpp"));
  CHECK(broken("controller/show.cpp", "tests/support/catch.hpp"));
  CHECK(broken("drivers/cards/ddp.cpp", "drivers/pack.hpp"));
  CHECK(broken("drivers/ddp.cpp", "drivers/cards/ddp.hpp"));
  CHECK(broken("drivers/ddp.cpp", "drivers/transport.hpp"));
  CHECK_FALSE(broken("drivers/transport/udp.cpp", "drivers/transport.hpp"));
  CHECK_FALSE(broken("controller/link.cpp", "drivers/transport.hpp"));
  CHECK_FALSE(broken("fonts/face.cpp", "base/frame.hpp"));
  CHECK_FALSE(broken("tests/fonts/a_test.cpp", "drivers/cards/ddp.hpp"));
  CHECK(count(arrows, "fonts/a.cpp", "// #include \"drivers/driver.hpp\"\n") == 0);
}

TEST_CASE("each library has one home") {
  auto const homeless = [](std::string path, std::string const& name) {
    return count(homes, std::move(path), "#include <" + name + ">\n") == 1;
  };
  CHECK(homeless("fonts/typesetter.hpp", "ft2build.h"));
  CHECK(homeless("fonts/face.cpp", "hb.h"));
  CHECK(homeless("fonts/clean.cpp", "unicode/uchar.h"));
  CHECK(homeless("controller/daemon.cpp", "toml++/toml.h"));
  CHECK(homeless("controller/show.cpp", "boost/json/value.hpp"));
  CHECK(homeless("controller/link.cpp", "boost/beast/core.hpp"));
  CHECK(homeless("drivers/ddp.cpp", "boost/asio/ip/udp.hpp"));
  CHECK(homeless("drivers/ddp.cpp", "sys/socket.h"));
  CHECK(homeless("playlists/bulletin.cpp", "boost/container/flat_map.hpp"));
  CHECK(homeless("base/time.cpp", "fmt/format.h"));
  CHECK(homeless("controller/store.cpp", "sqlite3/x.hpp"));
  CHECK_FALSE(homeless("fonts/face.cpp", "ft2build.h"));
  CHECK_FALSE(homeless("base/result.hpp", "boost/system/result.hpp"));
  CHECK_FALSE(homeless("base/time.cpp", "string_view"));
  CHECK_FALSE(homeless("controller/http/server.cpp", "boost/beast/http/read.hpp"));
  CHECK_FALSE(homeless("drivers/transport/udp.cpp", "sys/socket.h"));
  CHECK_FALSE(homeless("tests/fonts/a_test.cpp", "unicode/uchar.h"));
  CHECK(count(homes, "fonts/shaper.cpp", "#include FT_FREETYPE_H\n") == 1);
}

TEST_CASE("only the clock reads a clock") {
  auto const reads = [](std::string const& text) { return count(clock_reads, "playlists/a.cpp", text); };
  CHECK(reads("auto t = std::chrono::steady_clock::now();") == 1);
  CHECK(reads("auto t = Clock::\n  now ( );") == 1);
  CHECK(reads("auto t = std::time(nullptr); clock_gettime(0, &t); ::gettimeofday(&t, 0);") == 3);
  CHECK(reads("auto t = std::clock();") == 1);
  CHECK(reads("show.tick(snapshot, clock.now()); Now now{}; // system_clock::now()") == 0);
  CHECK(reads("auto t = row.time(0); auto const time = 3;") == 0);
  CHECK(count(clock_reads, "controller/clock.cpp", "steady_clock::now()") == 0);
  CHECK(count(clock_reads, "tests/end_to_end/a_test.cpp", "auto const until = steady_clock::now() + 5s;") == 0);
  CHECK(count(clock_reads, "tests/playlists/a_test.cpp", "system_clock::now()") == 1);
  CHECK(count(clock_reads, "tests/bench/a.cpp", "steady_clock::now()") == 0);
}

TEST_CASE("nobody sleeps") {
  auto const sleeping = [](std::string const& text) { return count(sleeps, "tests/drivers/a_test.cpp", text); };
  CHECK(sleeping("std::this_thread::sleep_for(1s);") == 1);
  CHECK(sleeping("std::this_thread::sleep_until(t); usleep(3); ::sleep(1); nanosleep(&t, nullptr);") == 4);
  CHECK(sleeping("co_await clock.sleep_until(beat.next); awaitable<void> sleep_until(SteadyTime t) override;") == 0);
  CHECK(count(sleeps, "tests/bench/a.cpp", "sleep_for(1s);") == 0);
}

TEST_CASE("no data is shared by name") {
  CHECK(count(external_data, "drivers/a.cpp", "extern int counter;\n") == 1);
  CHECK(count(external_data, "drivers/registry.cpp", "extern DriverKind const ddp;\n") == 0);
  CHECK(count(external_data, "fonts/a.cpp",
              "extern \"C\" {\n}\nextern template class Grid<Rgb>;\n// extern int x;\n") == 0);
}

TEST_CASE("a thing to do has a number") {
  std::string const mark = std::string("TO") + "DO";
  CHECK(count(bare_todos, "README.md", mark + ": more") == 1);
  CHECK(count(bare_todos, "base/a.cpp", "// " + mark + "(me) x\n// " + mark + "(#)\n") == 2);
  CHECK(count(bare_todos, "base/a.cpp", std::string("// FIX") + "ME\n") == 1);
  CHECK(count(bare_todos, "base/a.cpp", "// " + mark + "(#12) x") == 0);
}

TEST_CASE("a type has a noun of its own") {
  CHECK(count(vague_type_names, "a/a.hpp", "class FontManager {};\nstruct Info {};\nenum class DataKind { a };\n") ==
        3);
  CHECK(count(vague_type_names, "a/a.hpp", "using ScreenImpl = int;") == 1);
  CHECK(count(vague_type_names, "a/a.hpp", "struct Database {}; class Baseline; using Handled = int;") == 0);
}

TEST_CASE("no two types are called the same") {
  auto const two = [](std::string const& one, std::string const& other) {
    return namesakes({{"controller/a.hpp", one}, {"drivers/b.hpp", other}}).size();
  };
  CHECK(two("struct Tone {\n};\n", "class Tone final : A {\n};\n") == 1);
  CHECK(two("enum class Tone : int { a };\n", "using Tone = int;\n") == 1);
  CHECK(two("struct Tone {\n};\n", "class Tone;\nstruct Tone::Step {\n};\n") == 0);
  CHECK(two("struct Tone {\n};\n", "struct Sheet {\n  struct Tone {\n  };\n};\n") == 0);
  CHECK(namesakes({{"controller/a.hpp", "struct A {};\n"}, {"tests/a.hpp", "struct A {};\n"}}).empty());
}

TEST_CASE("nothing knows the machine it was written on") {
  CHECK(count(machine_paths, "README.md", std::string("see /wo") + "rk/notes and /ro" + "ot/x") == 2);
  CHECK(count(machine_paths, "README.md", "see /var/lib/signboard/") == 0);
}

TEST_CASE("in a co_await expression nothing is braced and there is no lambda, condition or new") {
  CHECK(traps("co_await f(Agg{1, s});") == 1);
  CHECK(traps("co_await offload(pool, [s] { return s; });") == 1);
  CHECK(traps("auto x = c ? co_await a() : co_await b();") == 1);
  CHECK(traps("auto x = std::vector<int>{co_await a(), 2};") == 1);
  CHECK(traps("v.push_back({co_await a(), 2});") == 1);
  CHECK(traps("Agg a{co_await g(), 2};") == 1);
  CHECK(traps("co_return Agg{co_await g()};") == 1);
  CHECK(traps("auto p = new T(co_await f());") == 1);
  CHECK(traps("co_spawn(co_await this_coro::executor, [k]() -> awaitable<void> { co_return; }, detached);") == 1);
  CHECK(traps("if (auto x = co_await f(T{1}); x) { y = T{2}; }") == 1);
  CHECK(traps("g(T{1}, co_await f());") == 1);
  CHECK(traps("co_await [k]() -> awaitable<void> { co_return; }();") == 1);
}

TEST_CASE("what GCC 12 gets right is let through") {
  CHECK(traps("auto const read = co_await line.receive(buffer);") == 0);
  CHECK(traps("if (auto opened = co_await line.open(); !opened) { x = T{1}; co_return opened.error(); }") == 0);
  CHECK(traps("if (co_await f()) { g([] { return 1; }); }") == 0);
  CHECK(traps("auto [ec, n] = co_await f(buffers[i]);") == 0);
  CHECK(traps("for (auto const& x : co_await f()) { g(T{x}); }") == 0);
  CHECK(traps("auto const named = T{1};\n  co_await f(std::move(named));") == 0);
  CHECK(traps("if (c) {\n    g(T{1});\n  } else\n    co_await f();") == 0);
  CHECK(traps("auto task = [&]() -> awaitable<void> { co_await f(); };") == 0);
  CHECK(traps("for (std::size_t i = 0; !ec && i < n;) i += co_await f(told(ec));") == 0);
  CHECK(traps("// co_await f(T{1})\n  log(\"co_await {}\");") == 0);
  CHECK(traps("while (n > 0) {\n    [[maybe_unused]] auto x = co_await f();\n  }") == 0);
  CHECK(traps("(void)co_await (a() || b());") == 0);
}

TEST_CASE("every driver in the registry has a transcript") {
  Source const registry{"drivers/registry.cpp",
                        "#define SIGNBOARD_DRIVERS(X) \\\n  X(ddp) \\\n  X(ansi)\n#define X(name) name##_driver\n"};
  Source const told{"tests/drivers/vectors/ddp-one.toml", ""};
  auto const findings = untold_drivers({registry, told});
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].words.find("ansi") != std::string::npos);
  CHECK(findings[0].line == 3);
  CHECK(untold_drivers({registry, told, {"tests/drivers/vectors/ansi-cell.toml", ""}}).empty());
  CHECK(untold_drivers({{"drivers/registry.cpp", "namespace signboard {}"}}).size() == 1);
}

TEST_CASE("every message has words in both languages, with room for the same values") {
  auto const messages = [](std::string const& table) { return Source{"controller/messages/a.cpp", table}; };
  Source const good =
      messages("constexpr Wording all[] = {\n  {\"a.b\", \"第 {line} 行\" \"错\", \"line {line} \"\n   \"bad\"}, };");
  auto const read = read_wordings(good);
  REQUIRE(read.size() == 1);
  CHECK(read[0].id == "a.b");
  CHECK(read[0].zh == "第 {line} 行错");
  CHECK(read[0].en == "line {line} bad");
  CHECK(read[0].line == 2);

  Source const user{"fonts/a.cpp", "return fault(Code::io,\n  \"a.b\", {{\"line\", std::to_string(n)}});"};
  CHECK(wordless({good, user}).empty());
  CHECK(wordless({user}).size() == 1);
  CHECK(wordless({good, {"fonts/a.cpp", "return fault(code_of(x, y), \"a.c\");"}}).size() == 1);
  CHECK(wordless({good, {"controller/a.cpp", "say(worded(\"a.d\", values, Language::en));"}}).size() == 1);
  CHECK(wordless({good, {"controller/a.cpp", "say(worded(error, Language::en));"}}).empty());
  CHECK(wordless({good, {"fonts/a.cpp", "return fault(Code::io, id);"}}).size() == 1);
  CHECK(wordless({messages("{\"a.b\", \"好 {x}\", \"good {y}\"}")}).size() == 1);
  CHECK(wordless({messages("{\"a.b\", \"good\", \"good\"}")}).size() == 1);
  CHECK(wordless({messages("{\"a.b\", \"好\", \"\"}")}).size() == 1);
  CHECK(wordless({messages("{\"a.b\", \"好\", \"x\"}, {\"a.b\", \"好\", \"x\"}")}).size() == 1);
}

TEST_CASE("a value that a message waits for and is not given is reported") {
  Source const words{"controller/messages/a.cpp", "{\"a.b\", \"{file} 第 {line} 行\", \"{file}:{line}\"}"};
  CHECK(unfilled_placeholders({words, {"fonts/a.cpp", "fault(Code::io, \"a.b\", {{\"file\", f}});"}}).size() == 1);
  CHECK(unfilled_placeholders({words, {"fonts/a.cpp", "fault(Code::io, \"a.b\");"}}).size() == 2);
  CHECK(unfilled_placeholders({words, {"fonts/a.cpp", "fault(Code::io, \"a.b\", values);"}}).empty());
  CHECK(unfilled_placeholders({words, {"fonts/a.cpp", "fault(Code::io, \"a.b\", {{\"file\", f}, {\"line\", n}});"}})
            .empty());
}

TEST_CASE("long files and functions and many parameters are reported") {
  std::string body;
  for (int i = 0; i < 61; ++i) body += "  g();\n";
  CHECK(long_things({"a/a.cpp", "void f() {\n" + body + "}\n"}).size() == 1);
  CHECK(long_things({"a/a.cpp", "void f() {\n  g();\n}\n"}).empty());
  CHECK(
      long_things({"a/a.cpp", "void f(int a, int b, int c,\n       int d, int e, std::map<int, int> f, int g) {\n}\n"})
          .size() == 1);
  CHECK(long_things({"a/a.cpp", "void f(int a, int b, int c, int d, int e, std::map<int, int> f) {\n}\n"}).empty());
  CHECK(long_things({"a/a.cpp", std::string(501, '\n')}).size() == 1);
}

TEST_CASE("the house keeps its arrows") { check_house(arrows); }
TEST_CASE("the house keeps its libraries at home") { check_house(homes); }
TEST_CASE("the house reads no clock outside the clock") { check_house(clock_reads); }
TEST_CASE("the house does not sleep") { check_house(sleeps); }
TEST_CASE("the house shares no data by name") { check_house(external_data); }
TEST_CASE("the house leaves nothing to do without a number") { check_house(bare_todos); }
TEST_CASE("the house has a noun for each type") { check_house(vague_type_names); }
TEST_CASE("the house has a name for each type") { check_none(namesakes(house())); }
TEST_CASE("the house stays clear of the traps of GCC 12") { check_house(coroutine_traps); }
TEST_CASE("the house names no path of one machine") { check_house(machine_paths); }
TEST_CASE("the house has a transcript for every driver") { check_none(untold_drivers(house())); }
TEST_CASE("the house has words for every message") { check_none(wordless(house())); }

TEST_CASE("what is long is told, and nobody is stopped for it") {
  auto report = unfilled_placeholders(house());
  for (Source const& source : house()) std::ranges::copy(long_things(source), std::back_inserter(report));
  for (auto const& line : report) std::cout << "worth a look: " << line << "\n";
  SUCCEED();
}
