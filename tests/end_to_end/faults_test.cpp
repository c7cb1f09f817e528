// Faults come, have their numbers, and go again when what was wrong has been put right.

#include "tests/support/ask.hpp"
#include "tests/support/catch.hpp"
#include "tests/support/child.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include <csignal>
#include <optional>
#include <set>

using namespace signboard;
using namespace std::chrono_literals;

namespace {

constexpr auto good_playlist = "[[announcement]]\nid = \"welcome\"\ntext = \"欢迎\"\n";
constexpr auto good_config =
    "playlists = [\"programme.toml\"]\n[preview]\nlisten = \"off\"\n"
    "[[screen]]\nname = \"lobby\"\nsize = \"96x16\"\ndriver = \"null\"\n";

struct Office {
  Office() {
    folder.write("programme.toml", "[[announcement]]\nid = \"welcome\"\n");
    config = folder.write("signboard.toml", good_config);
    daemon.emplace("signboardd", std::vector<std::string>{"--config", config.string()}, folder.path());
  }

  std::set<std::string> numbers() const {
    std::set<std::string> all;
    auto const told = ask(folder.path() / "signboard.sock", "GET", "/api/faults");
    if (told.status != 200) return {"nobody answers"};
    for (auto const& each : told.body.at("faults").as_array()) all.emplace(each.at("number").as_string());
    return all;
  }

  bool come_to_be(std::set<std::string> const& wanted) {
    for (int tries = 0; tries < 200 && numbers() != wanted; ++tries) daemon->wait(50ms);
    return numbers() == wanted;
  }

  Scratch folder;
  std::filesystem::path config;
  std::optional<Child> daemon;
};

}  // namespace

TEST_CASE("mistakes in files stand as faults until they are corrected, and what is in use is not touched by them") {
  Office office;
  CHECK(office.come_to_be({"F401"}));
  office.folder.write("programme.toml", good_playlist);
  office.daemon->signal(SIGHUP);
  CHECK(office.come_to_be({}));
  office.folder.write("signboard.toml", std::string(good_config) + "sise = 3\n");
  office.daemon->signal(SIGHUP);
  CHECK(office.come_to_be({"F403"}));
  office.folder.write("signboard.toml", good_config);
  office.daemon->signal(SIGHUP);
  CHECK(office.come_to_be({}));
}

TEST_CASE("an id that is in use at the desk stands as a fault while a file claims it too") {
  Office office;
  REQUIRE(office.come_to_be({"F401"}));
  auto const socket = office.folder.path() / "signboard.sock";
  CHECK(ask(socket, "POST", "/api/announcements", R"({"id": "welcome", "text": "欢迎"})").status == 201);
  office.folder.write("programme.toml", good_playlist);
  office.daemon->signal(SIGHUP);
  CHECK(office.come_to_be({"F404"}));
  CHECK(ask(socket, "DELETE", "/api/announcements/welcome").status == 200);
  office.daemon->signal(SIGHUP);
  CHECK(office.come_to_be({}));
}
