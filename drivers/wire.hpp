#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace signboard {

enum class ByteOrder : std::uint8_t { big, little };

/// Writes numbers one after the other into memory of the caller's, which must be large enough.
class WireWriter {
 public:
  explicit WireWriter(std::span<std::byte> into) : into_(into) {}

  WireWriter& u8(std::uint8_t number);
  WireWriter& u16(std::uint16_t number, ByteOrder order);
  WireWriter& u32(std::uint32_t number, ByteOrder order);
  std::size_t written() const { return written_; }

 private:
  WireWriter& number(std::uint32_t number, int bytes, ByteOrder order);

  std::span<std::byte> into_;
  std::size_t written_ = 0;
};

}  // namespace signboard
