#include "drivers/wire.hpp"

#include <cassert>

namespace signboard {

WireWriter& WireWriter::u8(std::uint8_t number) { return this->number(number, 1, ByteOrder::big); }

WireWriter& WireWriter::u16(std::uint16_t number, ByteOrder order) { return this->number(number, 2, order); }

WireWriter& WireWriter::u32(std::uint32_t number, ByteOrder order) { return this->number(number, 4, order); }

WireWriter& WireWriter::number(std::uint32_t number, int bytes, ByteOrder order) {
  assert(written_ + static_cast<std::size_t>(bytes) <= into_.size());
  for (int i = 0; i < bytes; ++i) {
    auto const shift = 8 * (order == ByteOrder::big ? bytes - 1 - i : i);
    into_[written_++] = static_cast<std::byte>((number >> shift) & 0xFFU);
  }
  return *this;
}

}  // namespace signboard
