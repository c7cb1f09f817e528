// One frame is up to some hundred datagrams, and the kernel's walk for each is what a frame costs (2.3 us; with
// UDP_SEGMENT 0.5 us). What we add is kept to filling a table: a message header and two or three pieces for each.

#include "drivers/transport/datagrams.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <netinet/in.h>
#include <netinet/udp.h>

namespace signboard {
namespace {

constexpr std::size_t messages_at_once = 64;  // 17 or 64 make no difference, and 64 headers stay in the first cache
constexpr std::size_t pieces_per_packet = 3;
constexpr std::size_t segments_most = 64;         // UDP_MAX_SEGMENTS of kernels before 6.9
constexpr std::size_t burst_bytes_most = 65'507;  // 65,535 less the headers of IPv4 and UDP

bool is_refusal_of_segments(int error) {
  return error == EINVAL || error == EIO || error == EOPNOTSUPP || error == ENOPROTOOPT;
}

}  // namespace

Datagrams::Datagrams(Segmentation segmentation)
    : segmentation_(segmentation),
      messages_(messages_at_once),
      controls_(messages_at_once),
      pieces_(std::max(messages_at_once, segments_most) * pieces_per_packet),
      packets_in_(messages_at_once) {}

Datagrams::Outcome Datagrams::send(int socket, std::span<Packet const> packets) {
  Outcome outcome;
  bool was_refused_before = false;
  while (!packets.empty()) {
    auto const messages = gather(packets);
    auto const taken =
        ::sendmmsg(socket, messages_.data(), static_cast<unsigned>(messages), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (taken > 0) {
      packets = packets.subspan(count_taken(static_cast<std::size_t>(taken), packets, outcome));
      was_refused_before = false;
      continue;
    }
    auto const error = errno;
    if (error == EINTR) continue;
    if (packets_in_[0] > 1 && is_refusal_of_segments(error)) {
      segmentation_ = Segmentation::one_by_one;
      continue;
    }
    // The answer to an earlier datagram; reading it cleared it, and this one has not been tried yet.
    if (error == ECONNREFUSED && !was_refused_before) {
      outcome.refused = was_refused_before = true;
      continue;
    }
    // No room in this queue for this one; a smaller or later one may pass.
    if (error == ENOBUFS || error == ECONNREFUSED) {
      outcome.dropped += packets_in_[0];
      packets = packets.subspan(packets_in_[0]);
      was_refused_before = false;
      continue;
    }
    outcome.dropped += packets.size();
    if (error != EAGAIN && error != EWOULDBLOCK) outcome.error = error;
    break;
  }
  return outcome;
}

/// Lays out as many of the packets as fit the tables; gives the number of messages they became.
std::size_t Datagrams::gather(std::span<Packet const> packets) {
  std::size_t message = 0, piece = 0;
  while (message < messages_.size() && !packets.empty()) {
    auto const run = run_length(packets);
    if (piece + run * pieces_per_packet > pieces_.size()) break;
    auto& header = messages_[message].msg_hdr;
    header = {};
    header.msg_iov = &pieces_[piece];
    for (auto const& packet : packets.first(run)) {
      auto const added = add_pieces(packet, piece);
      header.msg_iovlen += added;
      piece += added;
    }
    if (run > 1) ask_for_segments(message, packets.front().size());
    packets_in_[message++] = run;
    packets = packets.subspan(run);
  }
  return message;
}

/// How many of the first packets one write can carry: all as large as the first, but the last may be smaller.
std::size_t Datagrams::run_length(std::span<Packet const> packets) const {
  if (segmentation_ == Segmentation::one_by_one) return 1;
  auto const segment = packets.front().size();
  std::size_t run = 1, bytes = segment;
  while (run < std::min(packets.size(), segments_most)) {
    auto const next = packets[run].size();
    if (next > segment || next == 0 || bytes + next > burst_bytes_most) break;
    bytes += next;
    ++run;
    if (next < segment) break;
  }
  return run;
}

std::size_t Datagrams::add_pieces(Packet const& packet, std::size_t piece) {
  std::size_t added = 0;
  for (auto const bytes : {packet.head(), packet.owned(), packet.borrowed()}) {
    if (bytes.empty()) continue;
    // sendmmsg only reads, whatever iovec says.
    pieces_[piece + added++] = {const_cast<std::byte*>(bytes.data()), bytes.size()};  // NOLINT
  }
  return added;
}

void Datagrams::ask_for_segments(std::size_t message, std::size_t segment_bytes) {
  auto& header = messages_[message].msg_hdr;
  auto& control = controls_[message];
  header.msg_control = control.bytes.data();
  header.msg_controllen = control.bytes.size();
  auto const entry = CMSG_FIRSTHDR(&header);
  entry->cmsg_level = SOL_UDP;
  entry->cmsg_type = UDP_SEGMENT;
  entry->cmsg_len = CMSG_LEN(sizeof(std::uint16_t));
  auto const size = static_cast<std::uint16_t>(segment_bytes);
  std::memcpy(CMSG_DATA(entry), &size, sizeof(size));
}

std::size_t Datagrams::count_taken(std::size_t messages, std::span<Packet const> packets, Outcome& outcome) const {
  std::size_t taken = 0;
  for (std::size_t message = 0; message < messages; ++message) taken += packets_in_[message];
  for (auto const& packet : packets.first(taken)) outcome.bytes += packet.size();
  outcome.packets += taken;
  return taken;
}

}  // namespace signboard
