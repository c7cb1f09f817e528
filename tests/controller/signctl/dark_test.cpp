// The blackout when the daemon does not answer.

#include "tests/controller/signctl/support.hpp"

#include <cstring>
#include <fstream>
#include <iterator>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace signboard;

namespace {

int signalled_to = -1;  // in the child: where it says what came

/// A process that says one letter for each SIGUSR1, under a name.
class Bystander {
 public:
  explicit Bystander(char const* name) {
    int ends[2];
    REQUIRE(pipe(ends) == 0);
    hears_ = ends[0];
    pid_ = fork();
    if (pid_ == 0) live(name, ends[1]);
    close(ends[1]);
    REQUIRE(next() == "r");
  }
  ~Bystander() {
    kill(pid_, SIGKILL);
    waitpid(pid_, nullptr, 0);
    close(hears_);
  }
  Bystander(Bystander const&) = delete;
  Bystander& operator=(Bystander const&) = delete;

  pid_t pid() const { return pid_; }

  /// The next letter; nothing if none came within 10 seconds, or `limit`.
  std::string next(int limit_ms = 10'000) const {
    pollfd wanted{hears_, POLLIN, 0};
    char letter = 0;
    if (poll(&wanted, 1, limit_ms) <= 0 || read(hears_, &letter, 1) != 1) return {};
    return {letter};
  }

 private:
  [[noreturn]] static void live(char const* name, int says) {
    signalled_to = says;
    prctl(PR_SET_NAME, name);
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    signal(SIGUSR1, [](int) { (void)!write(signalled_to, "u", 1); });
    (void)!write(says, "r", 1);
    while (true) pause();
  }

  pid_t pid_ = -1;
  int hears_ = -1;
};

std::vector<std::string> dark(Folder const& folder, std::vector<std::string> more = {}) {
  std::vector<std::string> words{"blackout", "on", "--socket", (folder.path() / "nobody.sock").string()};
  words.insert(words.end(), more.begin(), more.end());
  return words;
}

std::string contents(std::filesystem::path const& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

TEST_CASE("with nobody at the socket the mark is written and the daemon is signalled") {
  Folder folder;
  Bystander const daemon("signboardd");
  folder.write("signboardd.pid", std::to_string(daemon.pid()) + "\n");
  auto const told = told_by(dark(folder, {"--state", folder.path().string(), "--reason", "错误内容"}));
  CHECK(told.code == 0);
  CHECK(daemon.next() == "u");
  CHECK(told.output.find("did not answer") != std::string::npos);
  CHECK(told.output.find(std::to_string(daemon.pid())) != std::string::npos);
  CHECK(contents(folder.path() / "blackout") ==
        "who: unix:uid=" + std::to_string(getuid()) + "\nwhen: 2026-11-22T08:30:00+08:00\nwhy: 错误内容\n");
}

TEST_CASE("another program that has the number of the daemon is left in peace") {
  Folder folder;
  Bystander const other("accounts");
  folder.write("signboardd.pid", std::to_string(other.pid()) + "\n");
  auto const told = told_by(dark(folder, {"--state", folder.path().string()}));
  CHECK(told.code == 1);
  CHECK(told.errors.find("cut its power") != std::string::npos);
  CHECK(std::filesystem::exists(folder.path() / "blackout"));
  // One of ours comes after whatever might have come.
  kill(other.pid(), SIGUSR1);
  CHECK(other.next() == "u");
  CHECK(other.next(0).empty());
}

TEST_CASE("without a process id the mark is written and it is said that it holds from the next start") {
  Folder folder;
  auto const told = told_by(dark(folder, {"--state", folder.path().string(), "--json"}));
  CHECK(told.code == 1);
  CHECK(told.json().at("way") == "mark");
  CHECK(told.json().at("pid").is_null());
  CHECK(std::filesystem::exists(folder.path() / "blackout"));
}

TEST_CASE("the folder of the state is taken from a configuration, whatever else is wrong with it") {
  Folder folder;
  auto const config = folder.write("signboard.toml", "state = \"kept\"\nnonsense = 1\n[[screen]]\nsize = \"none\"\n");
  std::filesystem::create_directory(folder.path() / "kept");
  auto const told = told_by(dark(folder, {"--config", config.string()}));
  CHECK(told.code == 1);
  CHECK(std::filesystem::exists(folder.path() / "kept" / "blackout"));
}

TEST_CASE("where the mark cannot be written, neither the silence nor that is kept quiet") {
  Folder folder;
  auto const told = told_by(dark(folder, {"--state", (folder.path() / "none").string()}));
  CHECK(told.code == 1);
  CHECK(told.errors.find("nobody.sock") != std::string::npos);
  CHECK(told.errors.find("could not be written") != std::string::npos);
}

TEST_CASE("one screen alone is not darkened by darkening all") {
  Folder folder;
  auto const told = told_by(dark(folder, {"--state", folder.path().string(), "--screens", "lobby"}));
  CHECK(told.code == 1);
  CHECK_FALSE(std::filesystem::exists(folder.path() / "blackout"));
}

TEST_CASE("a daemon that takes the connection and says nothing is waited for a second, not longer") {
  Folder folder;
  boost::asio::io_context loop;
  boost::asio::local::stream_protocol::acceptor const mute(
      loop, boost::asio::local::stream_protocol::endpoint((folder.path() / "nobody.sock").string()));
  auto const began = std::chrono::steady_clock::now();
  auto const told = told_by(dark(folder, {"--state", folder.path().string()}));
  CHECK(told.code == 1);
  CHECK(std::filesystem::exists(folder.path() / "blackout"));
  CHECK(std::chrono::steady_clock::now() - began < std::chrono::seconds(4));
}

TEST_CASE("the mark is not touched when the daemon answers") {
  Notebook notebook;
  ServedDesk const desk({}, notebook.answers());
  Folder folder;
  auto const url = "http://127.0.0.1:" + std::to_string(desk.port());
  auto const told = told_by({"blackout", "on", "--url", url, "--state", folder.path().string(), "--json"});
  CHECK(told.code == 0);
  CHECK(told.json().at("way") == "daemon");
  CHECK(notebook.entries.front().document == boost::json::parse(R"({"reason":"signctl blackout on","screens":[]})"));
  CHECK_FALSE(std::filesystem::exists(folder.path() / "blackout"));
}

TEST_CASE("a daemon that cannot serve the blackout is gone around, one that refuses it is not") {
  Notebook notebook;
  Folder folder;
  bool const is_refusal = GENERATE(false, true);
  notebook.refusal = {is_refusal ? fault(Code::denied, "http.foreign_host", {{"host", "x"}})
                                 : fault(Code::unavailable, "http.unanswered")};
  ServedDesk const desk({}, notebook.answers());
  auto const url = "http://127.0.0.1:" + std::to_string(desk.port());
  auto const told = told_by({"blackout", "on", "--url", url, "--state", folder.path().string()});
  CHECK(told.code == 1);
  CHECK(std::filesystem::exists(folder.path() / "blackout") != is_refusal);
}
