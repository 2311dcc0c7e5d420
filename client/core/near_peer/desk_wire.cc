// A desk as bytes (docs/spec/near-peer.md, "The desk").

#include <algorithm>
#include <functional>

#include "client/core/near_peer/desk.h"

namespace sotto::client {
namespace {

void write_row(Writer& out, const SupporterRow& row) {
  out.u32(row.number).vec16(row.application.encode()).u8(row.grade).u8(row.places);
  out.u32(row.told).u32(row.attested);
  out.u8(row.objected ? 1 : 0).u8(row.support_confirmed ? 1 : 0).u8(row.withdrawn ? 1 : 0);
}

bool read_flag(Reader& in, bool& out) {
  std::uint8_t flag = 0;
  if (!in.u8(flag) || flag > 1) return false;
  out = flag == 1;
  return true;
}

bool read_row(Reader& in, SupporterRow& row, std::uint8_t) {
  Bytes wire;
  if (!in.u32(row.number) || !in.vec16(wire)) return false;
  auto application = Application::parse(wire);
  if (!application) return false;
  row.application = std::move(*application);
  return in.u8(row.grade) && in.u8(row.places) && in.u32(row.told) && in.u32(row.attested) &&
         read_flag(in, row.objected) && read_flag(in, row.support_confirmed) &&
         read_flag(in, row.withdrawn);
}

void write_row(Writer& out, const DoctorRow& row) {
  out.u32(row.number).text16(row.name).text16(row.email).u8(row.grade);
  out.u8(static_cast<std::uint8_t>(row.wishes.size()));
  for (const std::string& wish : row.wishes) out.text16(wish);
  out.u8(static_cast<std::uint8_t>(row.standing)).u32(row.supporter).u32(row.since);
  out.u16(static_cast<std::uint16_t>(row.never.size()));
  for (const std::uint32_t number : row.never) out.u32(number);
  out.u8(static_cast<std::uint8_t>(row.outcome)).u8(row.later);
}

bool read_later(Reader& in, DoctorRow& row) {
  return in.u8(row.later) && row.later >> row.wishes.size() == 0 &&
         (row.later == 0 || row.supporter != 0);
}

bool read_row(Reader& in, DoctorRow& row, std::uint8_t version) {
  std::uint8_t wishes = 0, standing = 0, outcome = 0;
  std::uint16_t never = 0;
  if (!in.u32(row.number) || !in.text16(row.name) || !in.text16(row.email) || !in.u8(row.grade) ||
      !in.u8(wishes)) {
    return false;
  }
  row.wishes.resize(wishes);
  for (std::string& wish : row.wishes) {
    if (!in.text16(wish)) return false;
  }
  if (!in.u8(standing) || !in.u32(row.supporter) || !in.u32(row.since) || !in.u16(never)) {
    return false;
  }
  row.never.resize(never);
  for (std::uint32_t& number : row.never) {
    if (!in.u32(number)) return false;
  }
  if (!in.u8(outcome) || standing < 1 ||
      standing > static_cast<std::uint8_t>(Standing::kWithdrawn) ||
      outcome > static_cast<std::uint8_t>(MatchOutcome::kNoPlace)) {
    return false;
  }
  row.standing = static_cast<Standing>(standing);
  row.outcome = static_cast<MatchOutcome>(outcome);
  return is_person_name(row.name) && is_email(row.email) && are_characteristics(row.wishes) &&
         (row.supporter == 0) == (row.since == 0) &&
         (version <= Desk::kVersionBeforeLater || read_later(in, row));
}

template <class Row>
bool read_rows(Reader& in, std::uint8_t version, std::size_t max, std::vector<Row>& rows) {
  std::uint16_t count = 0;
  if (!in.u16(count) || count > max) return false;
  for (std::uint16_t i = 0; i < count; ++i) {
    if (!read_row(in, rows.emplace_back(), version)) return false;
  }
  return std::ranges::adjacent_find(rows, std::ranges::greater_equal{}, &Row::number) == rows.end();
}

bool is_date(protocol::Date date) {
  return date <= protocol::kLastDate;
}

}  // namespace

bool Desk::is_consistent() const {
  for (const SupporterRow& row : supporters_) {
    if (row.number == 0 || row.number >= next_ || row.grade >= policy_.grades.size() ||
        row.places == 0 || row.places > policy_.cap || !is_date(row.told) ||
        !is_date(row.attested)) {
      return false;
    }
  }
  return std::ranges::all_of(doctors_, [&](const DoctorRow& row) {
    return row.number != 0 && row.number < next_ && row.grade < policy_.grades.size() &&
           is_date(row.since) && supporter(row.number) == nullptr &&
           (row.supporter == 0 || supporter(row.supporter) != nullptr);
  });
}

void Desk::write(Writer& out) const {
  out.u8(kVersion).u32(next_).u16(static_cast<std::uint16_t>(supporters_.size()));
  for (const SupporterRow& row : supporters_) write_row(out, row);
  out.u16(static_cast<std::uint16_t>(doctors_.size()));
  for (const DoctorRow& row : doctors_) write_row(out, row);
  feedback_.write(out);
}

std::optional<Desk> Desk::read(Reader& in, protocol::NearPeer policy, std::uint8_t& version) {
  Desk out(std::move(policy));
  if (!in.u8(version) || version < kVersionBeforeClaims || version > kVersion ||
      !in.u32(out.next_) || !read_rows(in, version, kDeskSupportersMax, out.supporters_) ||
      !read_rows(in, version, kDeskDoctorsMax, out.doctors_)) {
    return std::nullopt;
  }
  auto feedback = FeedbackBox::read(in);
  if (!feedback || !out.is_consistent()) return std::nullopt;
  out.feedback_ = std::move(*feedback);
  return out;
}

}  // namespace sotto::client
