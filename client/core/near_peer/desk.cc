#include "client/core/near_peer/desk.h"

#include <algorithm>

namespace sotto::client {
namespace {

using protocol::Date;

auto find_row(auto& rows, std::uint32_t number) {
  const auto found =
      std::ranges::lower_bound(rows, number, {}, [](const auto& row) { return row.number; });
  return found != rows.end() && found->number == number ? &*found : nullptr;
}

constexpr std::unexpected kNoRow{DeskRefusal::kNoSuchRow};

}  // namespace

const char* describe(DeskRefusal refusal) {
  switch (refusal) {
    case DeskRefusal::kNoSuchRow:
      return "There is nobody with this number.";
    case DeskRefusal::kWithdrawn:
      return "They have left the scheme.";
    case DeskRefusal::kTooEarly:
      return "Their supervisor was not told yet.";
    case DeskRefusal::kNotAGrade:
      return "This is not one of the scheme's grades.";
    case DeskRefusal::kNotSenior:
      return "A supporter is above the lowest grade.";
    case DeskRefusal::kTooManyPlaces:
      return "A supporter has at least one place, and no more than the scheme's cap.";
    case DeskRefusal::kNoPair:
      return "They have no supporter.";
    case DeskRefusal::kKnown:
      return "Somebody with this e-mail address is on this list already.";
    case DeskRefusal::kFull:
      return "The desk is full.";
    case DeskRefusal::kPaired:
      return "They are in a pair. First note that they leave, or that another pairing is asked "
             "for.";
    case DeskRefusal::kStillIn:
      return "They take part in this cycle. First note that they leave.";
    case DeskRefusal::kNotes:
      return "Somebody wrote to you about a pairing of theirs. First note that this is settled.";
    case DeskRefusal::kClaim:
      return "An application with their e-mail address waits. First note whether it is theirs.";
    case DeskRefusal::kNoClaim:
      return "No other application with their e-mail address waits.";
    case DeskRefusal::kNotWishes:
      return "Wishes are at most 8, each 1 to 40 bytes and none twice.";
    case DeskRefusal::kOutgrown:
      return "Then a supporter would not be of a higher grade than the doctor. First attest the "
             "supporter's new grade, or note that another pairing is asked for.";
  }
  return "";
}

const SupporterRow* Desk::supporter(std::uint32_t number) const {
  return find_row(supporters_, number);
}
const DoctorRow* Desk::doctor(std::uint32_t number) const {
  return find_row(doctors_, number);
}
SupporterRow* Desk::find_supporter(std::uint32_t number) {
  return find_row(supporters_, number);
}
DoctorRow* Desk::find_doctor(std::uint32_t number) {
  return find_row(doctors_, number);
}

const SupporterRow* Desk::supporter_of(std::string_view email) const {
  const auto found = std::ranges::find_if(supporters_, [&](const SupporterRow& row) {
    return same_email(row.application.email, email);
  });
  return found == supporters_.end() ? nullptr : &*found;
}
const DoctorRow* Desk::doctor_of(std::string_view email) const {
  const auto found = std::ranges::find_if(
      doctors_, [&](const DoctorRow& row) { return same_email(row.email, email); });
  return found == doctors_.end() ? nullptr : &*found;
}

// --- supporters ---

Desk::Done Desk::apply(Application application) {
  if (application.problem() != nullptr) panic("desk: an application with a problem");
  if (supporter_of(application.email) != nullptr) return std::unexpected(DeskRefusal::kKnown);
  if (supporters_.size() == kDeskSupportersMax) return std::unexpected(DeskRefusal::kFull);
  SupporterRow row;
  row.number = next_++;
  row.application = std::move(application);
  row.places = policy_.cap;
  supporters_.push_back(std::move(row));
  return {};
}

Desk::Done Desk::apply_again(std::uint32_t supporter, Application application) {
  if (application.problem() != nullptr) panic("desk: an application with a problem");
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  const SupporterRow* const other = supporter_of(application.email);
  if (other != nullptr && other != row) return std::unexpected(DeskRefusal::kKnown);
  const Application& before = row->application;
  const bool anew = row->withdrawn || row->objected;
  if (anew || before.supervisor != application.supervisor ||
      before.supervisor_name != application.supervisor_name ||
      !same_email(before.supervisor_email, application.supervisor_email)) {
    row->told = 0;
    row->support_confirmed = false;
  }
  if (anew) row->attested = 0;
  row->withdrawn = row->objected = false;
  row->application = std::move(application);
  return {};
}

Desk::Done Desk::told(std::uint32_t supporter, Date today) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  if (row->withdrawn) return std::unexpected(DeskRefusal::kWithdrawn);
  // The window runs from the first letter.
  if (row->told == 0) row->told = today;
  return {};
}

Desk::Done Desk::objected(std::uint32_t supporter) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  if (row->told == 0) return std::unexpected(DeskRefusal::kTooEarly);
  row->objected = true;
  return {};
}

Desk::Done Desk::confirm_support(std::uint32_t supporter) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  row->support_confirmed = true;
  return {};
}

Desk::Done Desk::attest(std::uint32_t supporter, Date cycle, std::string_view grade) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  if (row->withdrawn) return std::unexpected(DeskRefusal::kWithdrawn);
  const auto place = policy_.grade(grade);
  if (!place) return std::unexpected(DeskRefusal::kNotAGrade);
  if (*place == 0) return std::unexpected(DeskRefusal::kNotSenior);
  if (std::ranges::any_of(doctors_, [&](const DoctorRow& doctor) {
        return doctor.supporter == supporter && doctor.grade >= *place;
      })) {
    return std::unexpected(DeskRefusal::kOutgrown);
  }
  row->grade = *place;
  row->attested = cycle;
  return {};
}

Desk::Done Desk::set_places(std::uint32_t supporter, std::uint8_t places) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  if (places == 0 || places > policy_.cap) return std::unexpected(DeskRefusal::kTooManyPlaces);
  row->places = places;
  return {};
}

Desk::Done Desk::withdraw_supporter(std::uint32_t supporter) {
  SupporterRow* row = find_supporter(supporter);
  if (row == nullptr) return kNoRow;
  row->withdrawn = true;
  for (DoctorRow& doctor : doctors_) {
    if (doctor.supporter == supporter) end_pair(doctor);
  }
  return {};
}

Eligibility Desk::eligibility(const SupporterRow& row, Date today) const {
  if (row.withdrawn) return Eligibility::kWithdrawn;
  if (row.objected) return Eligibility::kObjected;
  if (row.told == 0) return Eligibility::kSupervisorNotTold;
  if (today < row.told + policy_.objection_days) return Eligibility::kWindowOpen;
  if (row.application.supervisor != Supervisor::kEducational && !row.support_confirmed) {
    return Eligibility::kSupportNotConfirmed;
  }
  if (row.attested != policy_.cycle(today)) return Eligibility::kNotAttested;
  return Eligibility::kEligible;
}

// --- foundation doctors ---

Desk::Done Desk::add(DoctorRow doctor) {
  if (!is_person_name(doctor.name) || !is_email(doctor.email) ||
      doctor.grade >= policy_.grades.size() || !are_characteristics(doctor.wishes)) {
    panic("desk: a doctor with a problem");
  }
  if (doctor_of(doctor.email) != nullptr) return std::unexpected(DeskRefusal::kKnown);
  if (doctors_.size() == kDeskDoctorsMax) return std::unexpected(DeskRefusal::kFull);
  DoctorRow row;
  row.number = next_++;
  row.name = std::move(doctor.name);
  row.email = std::move(doctor.email);
  row.grade = doctor.grade;
  row.wishes = std::move(doctor.wishes);
  doctors_.push_back(std::move(row));
  return {};
}

Desk::Done Desk::opt_out(std::uint32_t doctor) {
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  if (row->standing == Standing::kWithdrawn) return std::unexpected(DeskRefusal::kWithdrawn);
  row->standing = Standing::kOptedOut;
  return {};
}

Desk::Done Desk::opt_in(std::uint32_t doctor) {
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  row->standing = Standing::kIn;
  return {};
}

void Desk::end_pair(DoctorRow& row) {
  row.supporter = row.since = 0;
  row.outcome = MatchOutcome::kNotYet;
  row.later = 0;
}

Desk::Done Desk::change_pairing(std::uint32_t doctor) {
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  if (row->supporter == 0) return std::unexpected(DeskRefusal::kNoPair);
  row->never.push_back(row->supporter);
  end_pair(*row);
  return {};
}

Desk::Done Desk::withdraw_doctor(std::uint32_t doctor) {
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  row->standing = Standing::kWithdrawn;
  end_pair(*row);
  return {};
}

Desk::Done Desk::set_grade(std::uint32_t doctor, std::string_view grade) {
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  const auto place = policy_.grade(grade);
  if (!place) return std::unexpected(DeskRefusal::kNotAGrade);
  // Not ended here: whoever moves on notes the grades of two people, and an agreement would go.
  const SupporterRow* const own = find_supporter(row->supporter);
  if (own != nullptr && own->grade <= *place) return std::unexpected(DeskRefusal::kOutgrown);
  row->grade = *place;
  return {};
}

Desk::Done Desk::set_wishes(std::uint32_t doctor, std::vector<std::string> wishes) {
  if (!are_characteristics(wishes)) return std::unexpected(DeskRefusal::kNotWishes);
  DoctorRow* row = find_doctor(doctor);
  if (row == nullptr) return kNoRow;
  if (row->standing == Standing::kWithdrawn) return std::unexpected(DeskRefusal::kWithdrawn);
  const auto was_there = [row](const std::string& wish) {
    for (std::size_t i = 0; i < row->wishes.size(); ++i) {
      if (!row->is_later(i) && folded(row->wishes[i]) == folded(wish)) return true;
    }
    return false;
  };
  unsigned later = 0;
  for (std::size_t i = 0; row->supporter != 0 && i < wishes.size(); ++i) {
    if (!was_there(wishes[i])) later |= 1u << i;
  }
  row->later = static_cast<std::uint8_t>(later);
  row->wishes = std::move(wishes);
  return {};
}

// --- who leaves it ---

Desk::Done Desk::may_remove(std::uint32_t number, Date today) const {
  if (const DoctorRow* const row = doctor(number)) {
    if (row->supporter != 0) return std::unexpected(DeskRefusal::kPaired);
    if (row->standing != Standing::kWithdrawn) return std::unexpected(DeskRefusal::kStillIn);
    return {};
  }
  const SupporterRow* const row = supporter(number);
  if (row == nullptr) return kNoRow;
  if (load(number) != 0) return std::unexpected(DeskRefusal::kPaired);
  if (eligibility(*row, today) == Eligibility::kEligible) {
    return std::unexpected(DeskRefusal::kStillIn);
  }
  return {};
}

void Desk::remove(std::uint32_t number) {
  std::erase_if(doctors_, [&](const DoctorRow& row) { return row.number == number; });
  std::erase_if(supporters_, [&](const SupporterRow& row) { return row.number == number; });
  for (DoctorRow& row : doctors_) std::erase(row.never, number);
}

// --- allocation ---

namespace {

// The words that anybody used, each once; a word is its place here.
std::uint16_t place_of(std::vector<std::string>& words, std::string_view said) {
  const std::string word = folded(said);
  const auto found = std::ranges::find(words, word);
  if (found != words.end()) return static_cast<std::uint16_t>(found - words.begin());
  words.push_back(word);
  return static_cast<std::uint16_t>(words.size() - 1);
}

std::vector<std::uint16_t> places_of(std::vector<std::string>& words,
                                     const std::vector<std::string>& said) {
  std::vector<std::uint16_t> out;
  out.reserve(said.size());
  for (const std::string& each : said) out.push_back(place_of(words, each));
  return out;
}

std::optional<std::uint32_t> index_of(const MatchInput& input, std::uint32_t number) {
  const auto found = std::ranges::find(input.supporters, number, &MatchSupporter::number);
  if (found == input.supporters.end()) return std::nullopt;
  return static_cast<std::uint32_t>(found - input.supporters.begin());
}

}  // namespace

MatchInput Desk::matching(Date today) const {
  MatchInput out;
  for (const SupporterRow& row : supporters_) {
    if (eligibility(row, today) != Eligibility::kEligible) continue;
    out.supporters.push_back(
        {row.number, row.grade, row.places, places_of(out.words, row.application.matched_on)});
  }
  const auto own_place = [&](const std::string& email) -> std::optional<std::uint32_t> {
    const SupporterRow* const own = supporter_of(email);
    return own == nullptr ? std::nullopt : index_of(out, own->number);
  };
  for (const DoctorRow& row : doctors_) {
    if (row.standing == Standing::kWithdrawn) continue;
    MatchDoctor doctor{
        .number = row.number, .grade = row.grade, .wanted = {}, .current = {}, .never = {}};
    doctor.wanted = places_of(out.words, row.wishes);
    if (row.supporter != 0) doctor.current = index_of(out, row.supporter);
    for (const std::uint32_t number : row.never) {
      if (const auto index = index_of(out, number)) doctor.never.push_back(*index);
    }
    // Nobody supports themself.
    if (const auto own = own_place(row.email)) doctor.never.push_back(*own);
    out.doctors.push_back(std::move(doctor));
  }
  return out;
}

bool Desk::take(const MatchInput& input, const std::vector<MatchResult>& results, Date today) {
  if (results.size() != input.doctors.size()) return false;
  std::vector<std::size_t> loads(input.supporters.size());
  for (std::size_t i = 0; i < results.size(); ++i) {
    if (!results[i].supporter) continue;
    if (*results[i].supporter >= loads.size()) return false;
    const MatchSupporter& chosen = input.supporters[*results[i].supporter];
    const MatchDoctor& doctor = input.doctors[i];
    if (chosen.grade <= doctor.grade || ++loads[*results[i].supporter] > chosen.places ||
        std::ranges::find(doctor.never, *results[i].supporter) != doctor.never.end() ||
        find_doctor(doctor.number) == nullptr) {
      return false;
    }
  }
  for (std::size_t i = 0; i < results.size(); ++i) {
    DoctorRow& row = *find_doctor(input.doctors[i].number);
    const std::uint32_t number =
        results[i].supporter ? input.supporters[*results[i].supporter].number : 0;
    row.outcome = results[i].outcome;
    if (row.supporter == number) continue;
    row.supporter = number;
    row.since = number == 0 ? 0 : today;
    row.later = 0;
  }
  return true;
}

std::vector<std::uint32_t> Desk::without() const {
  std::vector<std::uint32_t> out;
  for (const DoctorRow& row : doctors_) {
    if (row.standing != Standing::kWithdrawn && row.supporter == 0) out.push_back(row.number);
  }
  return out;
}

std::size_t Desk::load(std::uint32_t supporter) const {
  return static_cast<std::size_t>(std::ranges::count(doctors_, supporter, &DoctorRow::supporter));
}

}  // namespace sotto::client
