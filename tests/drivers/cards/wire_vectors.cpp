#include "tests/drivers/cards/wire_vectors.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <fstream>
#include <sstream>
#include <stdexcept>

namespace signboard {

std::map<std::string, WireVector> read_vectors(std::string_view file) {
  std::ifstream in(std::string(SIGNBOARD_SOURCE_DIR "/tests/drivers/vectors/").append(file));
  std::stringstream text;
  text << in.rdbuf();
  std::map<std::string, WireVector> read;
  auto const document = boost::json::parse(text.str());
  for (auto const& vector : document.at("vectors").as_array())
    read[vector.at("name").as_string().c_str()] = {bytes_of_hex(vector.at("hex").as_string()),
                                                   vector.at("fields").as_object()};
  return read;
}

Bytes bytes_of_hex(std::string_view hex) {
  Bytes bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<std::byte>(std::stoi(std::string(hex.substr(i, 2)), nullptr, 16)));
  return bytes;
}

Bytes data_of(std::initializer_list<unsigned> numbers) {
  Bytes bytes;
  for (unsigned const number : numbers) bytes.push_back(static_cast<std::byte>(number));
  return bytes;
}

Bytes joined(std::initializer_list<Bytes> parts) {
  Bytes all;
  for (auto const& part : parts) all.insert(all.end(), part.begin(), part.end());
  return all;
}

std::string text_of(Bytes const& bytes) {
  std::string text;
  for (auto const byte : bytes) text += std::to_integer<char>(byte);
  return text;
}

std::vector<Rgb> pixels_of(std::span<std::byte const> data) {
  std::vector<Rgb> pixels;
  for (std::size_t i = 0; i + 2 < data.size(); i += 3)
    pixels.push_back({std::to_integer<std::uint8_t>(data[i]), std::to_integer<std::uint8_t>(data[i + 1]),
                      std::to_integer<std::uint8_t>(data[i + 2])});
  return pixels;
}

Heard hear_all(Card& card, std::span<std::byte const> bytes, SteadyTime now) {
  Heard heard;
  while (!bytes.empty()) {
    auto const turn = card.hear(bytes, now);
    if (turn.taken == 0) throw std::logic_error("a card that takes nothing is never done");
    if (turn.showed) heard.frames.push_back(card.shown());
    heard.reply.insert(heard.reply.end(), turn.reply.begin(), turn.reply.end());
    bytes = bytes.subspan(turn.taken);
  }
  return heard;
}

Heard hear_in_pieces(Card& card, std::span<std::byte const> bytes, std::size_t piece, SteadyTime now) {
  Heard heard;
  for (std::size_t at = 0; at < bytes.size(); at += piece) {
    auto const some = hear_all(card, bytes.subspan(at, std::min(piece, bytes.size() - at)), now);
    heard.frames.insert(heard.frames.end(), some.frames.begin(), some.frames.end());
    heard.reply.insert(heard.reply.end(), some.reply.begin(), some.reply.end());
  }
  return heard;
}

std::uint64_t count_of(Card const& card, std::string_view name) {
  auto const tally = card.tally();
  auto const found = std::ranges::find(tally.counts, name, &std::pair<std::string_view, std::uint64_t>::first);
  if (found == tally.counts.end()) throw std::logic_error("the card does not count " + std::string(name));
  return found->second;
}

}  // namespace signboard
