#include "drivers/transport.hpp"
#include "tests/drivers/run.hpp"
#include "tests/support/catch.hpp"

#include <fcntl.h>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

namespace signboard {
namespace {

namespace fs = std::filesystem;

/// A folder of the test's own, gone when it is over.
class Folder {
 public:
  Folder() {
    auto name = (fs::temp_directory_path() / "signboard-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Folder() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  Folder(Folder const&) = delete;
  Folder& operator=(Folder const&) = delete;

  fs::path operator/(std::string_view name) const { return path_ / name; }
  fs::path const& path() const { return path_; }
  auto entries() const { return std::distance(fs::directory_iterator(path_), fs::directory_iterator()); }

 private:
  fs::path path_;
};

std::string content(std::istream& stream) {
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}
std::string content(fs::path const& path) {
  std::ifstream file(path, std::ios::binary);
  return content(file);
}

enum class Kind : std::uint8_t { growing, whole };

std::vector<Packet> one_packet(std::string_view text, Kind kind) {
  auto const bytes = std::as_bytes(std::span(text));
  std::vector<Packet> packets;
  packets.emplace_back(std::vector(bytes.begin(), bytes.end()));
  packets.back().replaces = kind == Kind::whole;
  return packets;
}

/// A file line on a loop of its own.
class Line {
 public:
  explicit Line(fs::path const& path)
      : line_(make_transport(parse_line("file:" + path.string(), 0).value(), loop_.get_executor())) {}

  Result<void> open() { return run(loop_, line_->open()); }
  Result<Sent> send(std::string_view text, Kind kind) {
    auto const packets = one_packet(text, kind);
    return run(loop_, line_->send(packets));
  }

 private:
  boost::asio::io_context loop_;
  std::unique_ptr<Transport> line_;
};

TEST_CASE("a picture is replaced at one stroke: who has the old one open reads it to its end") {
  Folder const folder;
  auto const path = folder / "lobby.png";
  Line line(path);
  REQUIRE(line.open().has_value());
  CHECK_FALSE(fs::exists(path));
  REQUIRE(line.send("the first picture", Kind::whole).has_value());
  std::ifstream reader(path, std::ios::binary);
  auto const sent = line.send("the second", Kind::whole);
  REQUIRE(sent.has_value());
  CHECK(sent->bytes == 10);
  CHECK(content(reader) == "the first picture");
  CHECK(content(path) == "the second");
  CHECK(folder.entries() == 1);
}

TEST_CASE("a film grows, and begins anew when the line is opened again") {
  Folder const folder;
  auto const path = folder / "lobby.gif";
  Line line(path);
  REQUIRE(line.open().has_value());
  REQUIRE(line.send("head ", Kind::growing).has_value());
  REQUIRE(line.send("frame", Kind::growing).has_value());
  CHECK(content(path) == "head frame");
  REQUIRE(line.open().has_value());
  CHECK(content(path) == "head frame");
  REQUIRE(line.send("new", Kind::growing).has_value());
  CHECK(content(path) == "new");
}

TEST_CASE("a link stays a link; what it leads to is replaced") {
  Folder const folder;
  auto const link = folder / "link.png", target = folder / "target.png";
  std::ofstream(target) << "old";
  fs::create_symlink(target, link);
  Line line(link);
  REQUIRE(line.open().has_value());
  REQUIRE(line.send("new", Kind::whole).has_value());
  CHECK(fs::is_symlink(link));
  CHECK(content(target) == "new");
}

TEST_CASE("a pipe or device is written to, never replaced") {
  Folder const folder;
  auto const path = folder / "pipe";
  REQUIRE(::mkfifo(path.c_str(), 0600) == 0);
  auto const reader = ::open(path.c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC);
  Line line(path);
  REQUIRE(line.open().has_value());
  REQUIRE(line.send("picture", Kind::whole).has_value());
  std::array<char, 16> buffer{};
  CHECK(::read(reader, buffer.data(), buffer.size()) == 7);
  CHECK(fs::is_fifo(path));
  ::close(reader);
}

TEST_CASE("a folder that is not there, or a folder for a file, is told when the line is opened") {
  Folder const folder;
  CHECK(Line(folder / "missing" / "lobby.png").open().error().id == "line.no_folder");
  CHECK(Line(folder.path()).open().has_error());
}

TEST_CASE("a full disk is told in words while a film is written") {
  if (!fs::exists("/dev/full")) {
    WARN("skipped: no /dev/full");
    return;
  }
  Line line("/dev/full");
  REQUIRE(line.open().has_value());
  auto const sent = line.send("frame", Kind::growing);
  REQUIRE(sent.has_error());
  CHECK(sent.error().code == Code::no_space);
  CHECK(sent.error().id == "line.no_space");
}

TEST_CASE("a full disk leaves the old picture where it was and nothing beside it") {
  Folder const folder;
  if (::mount("tmpfs", folder.path().c_str(), "tmpfs", 0, "size=64k") != 0) {
    WARN("skipped: only root may make a small disk");
    return;
  }
  auto const path = folder / "lobby.png";
  Line line(path);
  REQUIRE(line.open().has_value());
  CHECK(line.send("the old picture", Kind::whole).has_value());
  auto const sent = line.send(std::string(200'000, 'x'), Kind::whole);
  CHECK(sent.has_error());
  CHECK(sent.error().id == "line.no_space");
  CHECK(content(path) == "the old picture");
  CHECK(folder.entries() == 1);
  CHECK(line.send("a small one", Kind::whole).has_value());
  CHECK(content(path) == "a small one");
  CHECK(::umount(folder.path().c_str()) == 0);
}

}  // namespace
}  // namespace signboard
