#include "client/core/near_peer/channel.h"

#include <algorithm>

namespace sotto::client {
namespace {

constexpr std::uint16_t kNumberMax = 0xffff;

bool read_bool(Reader& in, bool& out) {
  std::uint8_t value = 0;
  if (!in.u8(value) || value > 1) return false;
  out = value == 1;
  return true;
}

}  // namespace

bool Channel::put(LetterKind kind, Bytes body) {
  if (body.size() > Letter::kBodyMax) panic("channel: a body that does not fit");
  const auto same = std::ranges::find(waiting_, kind, &Waiting::kind);
  if (same != waiting_.end()) {
    if (same->body == body) return true;
    same->body = std::move(body);
    if (same == waiting_.begin()) numbered_ = false;
    return true;
  }
  if (waiting_.size() == kWaitingMax) return false;
  waiting_.push_back({kind, std::move(body)});
  return true;
}

bool Channel::put_first(LetterKind kind, Bytes body) {
  if (!put(kind, std::move(body))) return false;
  const auto own = std::ranges::find(waiting_, kind, &Waiting::kind);
  if (own == waiting_.begin()) return true;
  std::rotate(waiting_.begin(), own, own + 1);
  numbered_ = false;
  return true;
}

bool Channel::waits(LetterKind kind) const {
  return std::ranges::find(waiting_, kind, &Waiting::kind) != waiting_.end();
}

void Channel::drop(LetterKind kind) {
  const auto found = std::ranges::find(waiting_, kind, &Waiting::kind);
  if (found == waiting_.end()) return;
  if (found == waiting_.begin()) numbered_ = false;
  waiting_.erase(found);
}

void Channel::drop_all() {
  waiting_.clear();
  numbered_ = false;
  next_part_ = 0;
  collecting_ = 0;
  parts_.clear();
}

std::optional<Letter> Channel::next() {
  Letter out;
  out.seen = taken_;
  if (waiting_.empty() || sent_ == kNumberMax) {
    if (!owes_) return std::nullopt;
    owes_ = false;
    out.kind = LetterKind::kReceived;
    return out;
  }
  owes_ = false;
  const Waiting& first = waiting_.front();
  if (!numbered_) {
    ++sent_;
    numbered_ = true;
    next_part_ = 0;
  }
  const std::size_t pieces = (first.body.size() + Letter::kPieceMax - 1) / Letter::kPieceMax;
  out.kind = first.kind;
  out.number = sent_;
  out.parts = static_cast<std::uint8_t>(std::max<std::size_t>(pieces, 1));
  out.part = static_cast<std::uint8_t>(next_part_ % out.parts);
  next_part_ = static_cast<std::uint8_t>((out.part + 1) % out.parts);
  const std::size_t from = out.part * Letter::kPieceMax;
  const std::size_t size = std::min(Letter::kPieceMax, first.body.size() - from);
  out.piece = to_bytes(ByteView(first.body).subspan(from, size));
  return out;
}

std::optional<Channel::Taken> Channel::take(const Letter& letter) {
  if (letter.seen > sent_) {
    // An old copy of what is here was put back: numbers go on behind the other's.
    sent_ = letter.seen;
    numbered_ = false;
  } else if (numbered_ && letter.seen == sent_ && !waiting_.empty()) {
    waiting_.erase(waiting_.begin());
    numbered_ = false;
  }
  if (letter.number == 0) return std::nullopt;
  owes_ = true;
  if (letter.number <= taken_) return std::nullopt;
  if (letter.number != collecting_ || parts_.size() != letter.parts) {
    collecting_ = letter.number;
    parts_.assign(letter.parts, {});
  }
  if (letter.parts > 1) {
    parts_[letter.part] = letter.piece;
    if (std::ranges::any_of(parts_, &Bytes::empty)) return std::nullopt;
  } else {
    parts_ = {letter.piece};
  }
  Taken out{letter.kind, {}};
  for (const Bytes& part : parts_) out.body.insert(out.body.end(), part.begin(), part.end());
  taken_ = letter.number;
  collecting_ = 0;
  parts_.clear();
  return out;
}

std::size_t Channel::size() const {
  std::size_t out = 4 + 1 + 2 + 2 + 1 + 1 + 1 + 2 + 1;
  for (const Waiting& each : waiting_) out += 1 + 2 + each.body.size();
  for (const Bytes& each : parts_) out += 2 + each.size();
  return out;
}

void Channel::write(SecretWriter& out) const {
  out.u32(last_sent).u8(numbered_ ? 1 : 0).u16(sent_).u16(taken_).u8(next_part_).u8(owes_ ? 1 : 0);
  out.u8(static_cast<std::uint8_t>(waiting_.size()));
  for (const Waiting& each : waiting_) {
    out.u8(static_cast<std::uint8_t>(each.kind)).vec16(each.body);
  }
  out.u16(collecting_).u8(static_cast<std::uint8_t>(parts_.size()));
  for (const Bytes& each : parts_) out.vec16(each);
}

std::optional<Channel> Channel::read(Reader& in) {
  Channel out;
  std::uint8_t count = 0;
  if (!in.u32(out.last_sent) || !read_bool(in, out.numbered_) || !in.u16(out.sent_) ||
      !in.u16(out.taken_) || !in.u8(out.next_part_) || out.next_part_ >= Letter::kPartsMax ||
      !read_bool(in, out.owes_) || !in.u8(count) || count > kWaitingMax) {
    return std::nullopt;
  }
  for (std::uint8_t i = 0; i < count; ++i) {
    std::uint8_t kind = 0;
    Bytes body;
    if (!in.u8(kind) || !in.vec16(body) || body.size() > Letter::kBodyMax) return std::nullopt;
    const auto is = static_cast<LetterKind>(kind);
    if (!is_numbered(is) || out.waits(is)) return std::nullopt;
    out.waiting_.push_back({is, std::move(body)});
  }
  if (out.numbered_ && (out.waiting_.empty() || out.sent_ == 0)) return std::nullopt;
  if (!in.u16(out.collecting_) || !in.u8(count) || count > Letter::kPartsMax) return std::nullopt;
  if ((out.collecting_ == 0) != (count == 0)) return std::nullopt;
  out.parts_.resize(count);
  for (Bytes& each : out.parts_) {
    if (!in.vec16(each) || each.size() > Letter::kPieceMax) return std::nullopt;
  }
  return out;
}

}  // namespace sotto::client
