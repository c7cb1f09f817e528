#include "drivers/wire.hpp"

#include "tests/drivers/transcript.hpp"
#include "tests/support/catch.hpp"

namespace signboard {
namespace {

TEST_CASE("numbers are written most or least significant byte first") {
  std::vector<std::byte> bytes(13);
  WireWriter writer(bytes);
  writer.u8(0xAB).u16(0x1234, ByteOrder::big).u16(0x1234, ByteOrder::little);
  writer.u32(0x89ABCDEF, ByteOrder::big).u32(0x89ABCDEF, ByteOrder::little);
  CHECK(writer.written() == 13);
  CHECK(bytes == bytes_from_hex("AB 1234 3412 89ABCDEF EFCDAB89"));
}

}  // namespace
}  // namespace signboard
