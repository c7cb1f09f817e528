#include "tests/controller/http/support.hpp"
#include "tests/support/catch.hpp"

#include <boost/json/parse.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

using namespace signboard;

namespace {

std::string read_sample(std::string const& name) {
  char const* const given = std::getenv("SIGNBOARD_SAMPLES");
  auto const root = given != nullptr ? std::filesystem::path(given)
                                     : std::filesystem::path(SIGNBOARD_SOURCE_DIR) / "../shared/samples";
  std::ifstream file(root / name);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::string unhexed(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes += static_cast<char>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16));
  return bytes;
}

}  // namespace

TEST_CASE("each recorded hostile request gets at most one honest answer, and the next client is served") {
  auto const text = read_sample("G/http_raw_requests.json");
  if (text.empty()) {
    WARN("skipped: no samples; set SIGNBOARD_SAMPLES");
    return;
  }
  ServedDesk desk;
  auto const whole = boost::json::parse(text);
  for (auto const& entry : whole.at("cases").as_array()) {
    CAPTURE(std::string(entry.at("file").as_string()), std::string(entry.at("title").as_string()));
    auto bytes = unhexed(entry.at("hex").as_string());
    for (bool const ended : {false, true}) {
      if (ended && !bytes.ends_with("\r\n\r\n")) bytes += "\r\n";
      RawClient client(desk.port());
      client.send(bytes);
      client.finish_sending();
      auto const answer = client.read_all();
      CHECK_FALSE(client.still_open());
      CHECK(answer.find("HTTP/1.1 ", 1) == std::string::npos);
      if (!answer.empty()) {
        auto const status = answer.substr(0, 12);
        CAPTURE(status);
        CHECK((status.starts_with("HTTP/1.1 4") || status == "HTTP/1.1 501" || status == "HTTP/1.1 505"));
      }
    }
    RawClient next(desk.port());
    next.send(get("/api/status", "Connection: close\r\n"));
    CHECK(next.read_all().ends_with("{\"ok\":true}"));
  }
}

TEST_CASE("noise gets an answer or silence, never a crash") {
  ServedDesk desk;
  unsigned state = 2'026;
  for (int round = 0; round < 200; ++round) {
    std::string bytes = round % 2 == 0 ? "" : "GET /api/live HTTP/1.1\r\nHost: localhost\r\nUpgrade: ";
    for (int i = 0; i < 300; ++i) {
      state = state * 1'664'525U + 1'013'904'223U;
      bytes += static_cast<char>(state >> 24);
    }
    RawClient client(desk.port());
    client.send(bytes);
    client.finish_sending();
    auto const answer = client.read_all();
    CHECK((answer.empty() || answer.starts_with("HTTP/1.1 4") || answer.starts_with("HTTP/1.1 5")));
  }
}
