#pragma once

#include "drivers/cards/card.hpp"

#include <boost/json/object.hpp>

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace signboard {

using Bytes = std::vector<std::byte>;

/// Bytes on a wire, and what they mean; see tests/drivers/vectors/README.md.
struct WireVector {
  Bytes bytes;
  boost::json::object fields;
};

/// Those of tests/drivers/vectors/FILE by name.
std::map<std::string, WireVector> read_vectors(std::string_view file);

Bytes bytes_of_hex(std::string_view hex);
Bytes data_of(std::initializer_list<unsigned> numbers);
Bytes joined(std::initializer_list<Bytes> parts);
std::string text_of(Bytes const& bytes);

/// The colours of successive pixels, three bytes each.
std::vector<Rgb> pixels_of(std::span<std::byte const> data);

/// All that a card did with some bytes, however often it stopped on the way.
struct Heard {
  std::vector<Frame> frames;
  Bytes reply;
  bool operator==(Heard const&) const = default;
};

Heard hear_all(Card& card, std::span<std::byte const> bytes, SteadyTime now);
Heard hear_in_pieces(Card& card, std::span<std::byte const> bytes, std::size_t piece, SteadyTime now);

std::uint64_t count_of(Card const& card, std::string_view name);

inline constexpr SteadyTime morning{std::chrono::hours{1}};

}  // namespace signboard
