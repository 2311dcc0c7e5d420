// What a programme director prints, or sends from their own mail: nothing of it goes through the
// service.

#include "client/cli/director_desk.h"
#include "client/core/near_peer/desk_view.h"
#include "crypto/protocol/code.h"

namespace sotto::client::cli {
namespace {

using client::Desk;

constexpr std::string_view kFormFeed = "\f\n";

std::string notice(const OpenDesk& open) {
  const auto& scheme = *open.scheme.near_peer;
  std::string dates;
  for (const protocol::Date date : scheme.cycles) {
    if (date >= open.today) dates += "  " + protocol::date_text(date) + "\n";
  }
  return "To educational supervisors and doctors who supervise\n\n" + open.scheme.title +
         "\n\n"
         "Each foundation doctor is offered a near-peer supporter, as far as there are enough: a "
         "doctor of a higher grade, whom they may meet and write to. Doctors whom you supervise "
         "may ask you about becoming one. It builds supervision skills and the generic "
         "professional capabilities.\n\n"
         "When somebody applies, we write to you. Your agreement is assumed unless you answer "
         "within " +
         std::to_string(scheme.objection_days) +
         " days that you have concerns. We need to know no more than that: your reasons stay "
         "between you and the doctor.\n\n"
         "Pairs are introduced on\n" +
         dates;
}

std::string_view role_of(Supervisor supervisor) {
  switch (supervisor) {
    case Supervisor::kEducational:
      return "educational supervisor";
    case Supervisor::kAppraiser:
      return "appraiser";
    case Supervisor::kMedicalEducation:
      return "director of medical education";
  }
  return "";
}

std::string to_supervisor(const OpenDesk& open, const SupporterRow& row) {
  const Application& from = row.application;
  const bool discussed = from.declaration == Declaration::kDiscussed;
  return "To " + from.supervisor_name + " <" + from.supervisor_email + ">, " +
         std::string(role_of(from.supervisor)) + "\n\n" + open.scheme.title + "\n\n" + from.name +
         " has applied to be a near-peer supporter of foundation doctors" +
         (discussed ? ", and tells us that they have discussed it with you" : "") +
         ". If you have concerns about that, please answer within " +
         std::to_string(open.desk.desk.policy().objection_days) +
         " days and say only that you have. If we hear nothing, we take it that you agree.\n\n"
         "Please do not tell us your reasons, or the outcome of any review.\n";
}

// The same words for everybody and every reason.
std::string declined(const OpenDesk& open, const SupporterRow& row) {
  return "To " + row.application.name + " <" + row.application.email + ">\n\n" + open.scheme.title +
         "\n\nThank you for offering to be a near-peer supporter. We cannot take up your offer in "
         "this cycle. You are welcome to apply again for the next one, and your educational "
         "supervisor can help you with questions.\n";
}

std::string names(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : ", ") + word;
  return out;
}

std::string to_doctor(const OpenDesk& open, const DoctorRow& row) {
  const Desk& desk = open.desk.desk;
  std::string out = "To " + row.name + " <" + row.email + ">\n\n" + open.scheme.title + "\n\n";
  const SupporterRow* supporter = desk.supporter(row.supporter);
  if (supporter == nullptr) {
    return out +
           "We have no supporter for you yet. You are on our list, and we write again as soon as "
           "we have one.\n";
  }
  out += "Your near-peer supporter is " + supporter->application.name + ", " +
         desk.policy().grades[supporter->grade] +
         ". They will get in touch with you; you need not do anything.\n\n";
  const Fared how = fared(desk, row);
  if (!how.met.empty()) out += "Matched on: " + names(how.met) + "\n";
  if (!how.unmet.empty()) {
    out += "We could not match: " + names(how.unmet) +
           ". Tell us if you would rather have another supporter.\n";
  }
  if (!how.later.empty()) {
    out += "You have asked since for: " + names(how.later) +
           ". It counts when a new pair is made for you, which you may ask for.\n";
  }
  return out +
         "\nYou are encouraged to try it, and you need not. Tell the programme director if you "
         "would like to opt out, to opt in again or to have another supporter. No reason is "
         "needed, and nobody is at fault.\n";
}

std::string invitation(const OpenDesk& open, std::uint32_t row, const std::string& name,
                       const std::string& email) {
  const protocol::Code code{Secret<10>::from(open.desk.mail.invitation(row, open.desk.keys()))};
  return "To " + name + " <" + email + ">\n\n" + open.scheme.title +
         "\n\nWith this invitation the service knows you as yourself to the programme director, "
         "who pairs everybody. It is for you alone, and works once:\n\n    " +
         protocol::typed_form(code, open.desk.genesis) +
         "\n\nOpen a locker with the slip that came with this letter first; then choose \"join\". "
         "What you and the other of your pair write to each other, the director cannot read.\n";
}

std::string to_supporter(const OpenDesk& open, const SupporterRow& row) {
  const Desk& desk = open.desk.desk;
  std::string out = "To " + row.application.name + " <" + row.application.email + ">\n\n" +
                    open.scheme.title + "\n\nYou support\n";
  for (const DoctorRow& doctor : desk.doctors()) {
    if (doctor.supporter != row.number || doctor.standing != Standing::kIn) continue;
    out += "  " + doctor.name + ", " + desk.policy().grades[doctor.grade] + " <" + doctor.email +
           ">\n";
  }
  return out + "\nPlease introduce yourself within " +
         std::to_string(desk.policy().introduction_days) +
         " days, for example: \"I am your near-peer supporter, one step ahead of you. Shall we "
         "meet for half an hour? If this is not for you, you need not answer.\"\n\n"
         "Agree at the start, in writing, how you want to do it. What you talk about stays between "
         "the two of you, except where there is a risk of harm to any person.\n";
}

}  // namespace

std::optional<std::string> letters(const OpenDesk& open, std::string_view kind) {
  const Desk& desk = open.desk.desk;
  std::string out;
  const auto add = [&](const std::string& letter) {
    if (!out.empty()) out += kFormFeed;
    out += letter;
  };
  if (kind == "notice") {
    add(notice(open));
  } else if (kind == "supervisors") {
    for (const SupporterRow& row : desk.supporters()) {
      if (row.told == 0 && !row.withdrawn) add(to_supervisor(open, row));
    }
  } else if (kind == "declined") {
    for (const SupporterRow& row : desk.supporters()) {
      if (is_declined(desk.eligibility(row, open.today))) add(declined(open, row));
    }
  } else if (kind == "introductions") {
    for (const DoctorRow& row : desk.doctors()) {
      if (row.standing == Standing::kIn) add(to_doctor(open, row));
    }
    for (const SupporterRow& row : desk.supporters()) {
      if (desk.load(row.number) > 0) add(to_supporter(open, row));
    }
  } else if (kind == "invitations") {
    for (const DoctorRow& row : desk.doctors()) {
      if (row.standing != Standing::kWithdrawn && !open.desk.mail.has_come(row.number)) {
        add(invitation(open, row.number, row.name, row.email));
      }
    }
    for (const SupporterRow& row : desk.supporters()) {
      if (!row.withdrawn && !open.desk.mail.has_come(row.number)) {
        add(invitation(open, row.number, row.application.name, row.application.email));
      }
    }
  } else {
    return std::nullopt;
  }
  return out;
}

}  // namespace sotto::client::cli
