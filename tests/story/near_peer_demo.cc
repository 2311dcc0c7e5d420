// ./run demo --scheme near-peer: sixty invented doctors, from a director's list to a statement that
// anybody can check, told while it happens, with real processes. Prints one JSON object with
// --json.

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value_to.hpp>
#include <cstring>
#include <ctime>
#include <fstream>
#include <functional>
#include <iostream>
#include <optional>
#include <sstream>

#include "crypto/protocol/date.h"
#include "tests/story/by_hand.h"
#include "tests/story/processes.h"
#include "tests/story/stage.h"
#include "tests/support/test_folder.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;

constexpr std::int64_t kWeek = 7 * 86400;
constexpr int kTries = 20;
constexpr int kDoctors = 40, kApplicants = 20;

std::string text_of(const json::value& value) {
  return json::value_to<std::string>(value);
}

// Sixty names without a namesake, from two short lists.
std::string name_of(int number) {
  constexpr const char* kFirst[] = {"Ash",  "Blair", "Casey",  "Devon", "Ellis",
                                    "Finn", "Gray",  "Harper", "Indra", "Jules"};
  constexpr const char* kLast[] = {"Alder", "Birch", "Cedar", "Dogwood", "Elm", "Fir"};
  return std::string(kFirst[number % 10]) + " " + kLast[number / 10];
}
std::string mail_of(int number) {
  return "doctor" + std::to_string(number) + "@example.org";
}

class Demo {
 public:
  Demo(std::filesystem::path programs, std::filesystem::path home, std::filesystem::path scheme)
      : world_(std::move(programs), std::move(home), std::move(scheme)) {}

  json::object play(bool all) {
    begin();
    pair();
    introduce();
    if (all) {
      opt_out_and_in();
      wish();
      agree();
    }
    three_months();
    if (!all) return outcome_;
    give_feedback();
    change();
    hear_of_the_scheme();
    state();
    look();
    return outcome_;
  }

 private:
  // For the broker and for everybody else.
  void pass(std::int64_t seconds) {
    world_.stop();
    ahead_ += seconds;
    clock_.emplace(ahead_);
    world_.start();
  }
  // As everybody's clock has it.
  std::string day(int from_today) const {
    const auto now = static_cast<protocol::UnixTime>(std::time(nullptr) + ahead_);
    return protocol::date_text(protocol::date_of(now) + static_cast<protocol::Date>(from_today));
  }
  std::string path(const std::string& name) const { return (world_.home() / name).string(); }
  std::string file(const std::string& name, const std::string& content) const {
    std::ofstream(path(name)) << content;
    return path(name);
  }
  std::string content(const std::string& name) const {
    std::ostringstream out;
    out << std::ifstream(path(name)).rdbuf();
    return out.str();
  }
  json::value director(std::vector<std::string> arguments, const std::string& input = {}) {
    arguments.insert(arguments.begin(), "director");
    arguments.insert(arguments.end(), {"--desk", path("desk")});
    return world_.must("director", std::move(arguments), input);
  }
  json::value peer(const std::string& person, std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), "peer");
    return world_.must(person, std::move(arguments));
  }
  std::string take_slip() {
    if (slips_.empty()) throw std::runtime_error("no slip left");
    std::string slip = slips_.back();
    slips_.pop_back();
    return slip;
  }

  // Both leads sign after hearing the six words.
  void appoint() {
    const auto proposed =
        world_.must("director", {"recipient", "propose", "1", "--title", "Programme director"});
    for (const std::string lead : {"lead-1", "lead-2"}) {
      const std::string key = path(lead + ".key");
      const auto waiting = world_.must(lead, {"lead", "proposals", "--key", key});
      world_.must(lead,
                  {"lead", "sign", text_of(waiting.at("proposals").at(0).at("id")), "--key", key},
                  text_of(proposed.at("six_words")) + "\n");
    }
  }

  void import() {
    std::string doctors = "name,email,grade,wishes\n";
    for (int i = 0; i < kDoctors; ++i) {
      doctors +=
          name_of(i) + "," + mail_of(i) + ",F1," + (i % 4 == 0 ? "Less than full time" : "") + "\n";
    }
    std::string applicants =
        "name,email,supervisor,supervisor name,supervisor email,declaration,characteristics,"
        "module\n";
    for (int i = kDoctors; i < kDoctors + kApplicants; ++i) {
      applicants += name_of(i) + "," + mail_of(i) +
                    ",educational supervisor,Dr Invented,supervisor@example.org,discussed," +
                    (i % 2 == 0 ? "Less than full time" : "") + ",done\n";
    }
    const auto first = director({"import", "doctors", file("doctors.csv", doctors)});
    const auto second = director({"import", "applications", file("applicants.csv", applicants)});
    outcome_["imported"] =
        first.at("imported").to_number<int>() + second.at("imported").to_number<int>();
    std::vector<std::string> told{"set"};
    for (int i = kDoctors + 1; i <= kDoctors + kApplicants; ++i) {
      told.insert(told.end(), {"--do", "told " + std::to_string(i)});
    }
    director(told);
  }

  void begin() {
    tell("Two weeks ago: two leads found the scheme, and sign the programme director's key.");
    {
      const ShiftedClock two_weeks_ago(-2 * kWeek - 3600);
      world_.found();
      world_.start();
      slips_ = world_.make_slips(6);
      world_.enrol("director", "recipient", take_slip());
      appoint();
      director({"new"});
      tell("The director takes a cohort and applications from lists, and tells the supervisors.");
      import();
      world_.enrol("first", "supporter", take_slip());
      world_.enrol("second", "supporter", take_slip());
      world_.list("first", "Near-peer supporter");
      world_.list("second", "Another supporter");
      world_.stop();
    }
    tell("A week ago: supporters are on the leads' list. Nobody's supervisor objects.");
    {
      const ShiftedClock a_week_ago(-kWeek);
      world_.start();
      for (const char* person : {"first", "second"}) {
        world_.must(person, {"visit", "--unattended"});
      }
      world_.stop();
    }
    world_.start();
    tell("Today: the desk gets its two lockers, each by an ordinary slip.");
    for (int part = 0; part < 2; ++part) {
      director({"enrol", "--slip-file", file("slip", take_slip())});
    }
  }

  void pair() {
    std::vector<std::string> attest{"set"};
    for (int i = kDoctors + 1; i <= kDoctors + kApplicants; ++i) {
      attest.insert(attest.end(), {"--do", "attest " + std::to_string(i) + " F2"});
    }
    director(attest);
    const auto desk = director({"allocate", "--seed", "7"});
    int met = 0, wished = 0;
    for (const json::value& doctor : desk.at("doctors").as_array()) {
      met += doctor.at("met").as_array().empty() ? 0 : 1;
      wished +=
          doctor.at("met").as_array().empty() && doctor.at("unmet").as_array().empty() ? 0 : 1;
    }
    outcome_["without"] = desk.at("without").as_array().size();
    tell("The director's own machine pairs all forty doctors with twenty supporters: " +
         std::to_string(met) + " of " + std::to_string(wished) + " wishes are met, " +
         std::to_string(outcome_["without"].to_number<int>()) + " are without a supporter.");
  }

  // The invitation on somebody's letter.
  std::string invitation(int row) {
    director({"letters", "invitations", "--out", path("letters")});
    const std::string letters = content("letters");
    std::filesystem::remove(path("letters"));
    const std::size_t at = letters.find("To " + name_of(row - 1) + " <");
    const std::size_t code = letters.find("\n    ", at);
    if (at == std::string::npos || code == std::string::npos) {
      throw std::runtime_error("no invitation for " + std::to_string(row));
    }
    return letters.substr(code + 5, letters.find('\n', code + 5) - code - 5);
  }
  void join(const std::string& person, int row) {
    peer(person, {"join", "--invitation-file", file("invitation", invitation(row))});
  }
  int supporter_of(int doctor) {
    const auto desk = director({"show"});
    const json::value& supporter =
        desk.at("doctors").at(static_cast<std::size_t>(doctor - 1)).at("supporter");
    return supporter.is_null() ? 0 : supporter.to_number<int>();
  }

  // Visits of the director and of people, until one of them sees what is waited for.
  json::value wait_for(const std::string& person, const std::vector<std::string>& others,
                       const std::string& what,
                       const std::function<bool(const json::value&)>& seen) {
    for (int i = 0; i < kTries; ++i) {
      const auto shown = peer(person, {"show"});
      if (seen(shown)) return shown;
      for (const std::string& other : others) {
        if (other == "director") {
          director({"visit"});
        } else {
          peer(other, {"show"});
        }
      }
    }
    throw std::runtime_error(person + " waited in vain for " + what);
  }
  static bool is_paired(const json::value& shown) {
    return !shown.at("pairs").as_array().empty() && shown.at("pairs").at(0).at("here").as_bool();
  }

  void introduce() {
    world_.enrol("doctor", "colleague", take_slip());
    supporter_ = supporter_of(1);
    tell(name_of(0) + " and " + name_of(supporter_ - 1) +
         " open a locker and type the invitation of the director's letter.");
    join("doctor", 1);
    join("first", supporter_);
    const auto shown = wait_for("doctor", {"director", "first"}, "a supporter", is_paired);
    outcome_["introduced"] = text_of(shown.at("pairs").at(0).at("name")) == name_of(supporter_ - 1);
    const auto there =
        wait_for("first", {"director", "doctor"}, "the doctor", [](const json::value& seen) {
          return is_paired(seen) && !seen.at("pairs").at(0).at("engagement").is_null();
        });
    tell("Both are told of each other. The first words are the supporter's.");
    const bool early = to_do(there, "introduce");
    pass(2 * kWeek);
    const bool late = to_do(peer("first", {"show"}), "introduce");
    world_.must(
        "first",
        {"accept", std::to_string(there.at("pairs").at(0).at("engagement").to_number<int>())});
    const bool still = to_do(peer("first", {"show"}), "introduce");
    outcome_["told_that_it_is_late"] = !early && late && !still;
    tell(
        "Two weeks later the supporter's own page says that they have not introduced themself; now "
        "they do.");
  }
  // What the first pair on somebody's page has to be done.
  static bool to_do(const json::value& shown, const char* what) {
    return shown.at("pairs").at(0).at(what).as_bool();
  }

  void three_months() {
    const bool early = to_do(peer("doctor", {"show"}), "feedback_due");
    pass(13 * kWeek);
    outcome_["asked_for_feedback"] = !early && to_do(peer("doctor", {"show"}), "feedback_due");
    tell("Three months later the doctor's own page asks for feedback to the supporter.");
  }

  std::string standing_on_the_desk() {
    return text_of(director({"show"}).at("doctors").at(0).at("standing"));
  }
  void wait_for_standing(const std::string& standing) {
    for (int i = 0; i < kTries; ++i) {
      director({"visit"});
      if (standing_on_the_desk() == standing) return;
      peer("doctor", {"show"});
    }
    throw std::runtime_error("the director waited in vain for " + standing);
  }
  void opt_out_and_in() {
    peer("doctor", {"opt-out"});
    wait_for_standing("opted-out");
    const auto supporter = peer("first", {"show"});
    outcome_["supporter_not_told"] = !supporter.at("pairs").at(0).at("opted_out").as_bool();
    tell(
        "The doctor opts out: the director knows, nobody asks why, and the supporter is not told.");
    peer("doctor", {"opt-in"});
    wait_for_standing("in");
    outcome_["same_pair_again"] = supporter_of(1) == supporter_;
    tell("And opts in again, to the same supporter.");
  }

  // The doctor's: "later", for the next pair, or "unmet" in this one.
  json::array wishes_on_the_desk(std::string_view which) {
    return director({"show"}).at("doctors").at(0).at(which).as_array();
  }
  void wish() {
    peer("doctor", {"wishes", "--file", file("wishes", "Part time; First in the family\n")});
    for (int i = 0; i < kTries && wishes_on_the_desk("later").empty(); ++i) {
      director({"visit"});
      peer("doctor", {"show"});
    }
    outcome_["wishes"] = wishes_on_the_desk("later");
    outcome_["wishes_move_nobody"] = supporter_of(1) == supporter_;
    tell(
        "The doctor says what they would like in a supporter. It counts for the next pair; this "
        "one stays.");
  }

  void agree() {
    const std::string terms = "start: " + day(0) + "\nend: " + day(250) +
                              "\nhow often: Monthly, half an hour\nwhere: Library\n"
                              "gain: Somebody to ask\n";
    peer("doctor", {"agree", "1", "--file", file("terms", terms)});
    wait_for("first", {"doctor"}, "the agreement", [](const json::value& seen) {
      return !seen.at("pairs").at(0).at("agreement").is_null();
    });
    peer("first", {"sign", "1"});
    const auto whole = wait_for("doctor", {"first"}, "the signature", [](const json::value& seen) {
      return seen.at("pairs").at(0).at("agreement").at("whole").as_bool();
    });
    outcome_["agreement_whole"] = true;
    tell("They agree in writing; both sign one text, which the director does not get:");
    std::istringstream lines(text_of(whole.at("pairs").at(0).at("agreement").at("text")));
    for (std::string line; std::getline(lines, line) && !line.starts_with("Key");) {
      tell("    " + line);
    }
  }

  void give_feedback() {
    peer("doctor",
         {"feedback", "1", "--answers", "4,3,4", "--file", file("words", "You were there.\n")});
    const auto read = wait_for("first", {"doctor"}, "feedback", [](const json::value& seen) {
      return !seen.at("pairs").at(0).at("feedback").is_null();
    });
    outcome_["feedback_read"] = text_of(read.at("pairs").at(0).at("feedback").at("text"));
    outcome_["asked_once"] = !to_do(peer("doctor", {"show"}), "feedback_due");
    tell("The doctor gives it, and the supporter alone reads it.");
  }

  void hear_of_the_scheme() {
    peer("doctor", {"about-scheme", "--file", file("about", "Once a month is enough.\n")});
    for (int i = 0; i < 3; ++i) {
      director({"visit"});
      peer("doctor", {"show"});
    }
    outcome_["feedback_hidden"] = director({"feedback"}).at("feedback").as_array().empty();
    director(
        {"feedback", "--in", file("forms", "More rooms.\nGood.\nEarlier, please.\nThanks.\n")});
    outcome_["feedback_shown"] = director({"feedback"}).at("feedback").as_array().size();
    tell(
        "Feedback about the scheme comes without a name, and is shown when five wait: with four "
        "that came on paper, in no order.");
  }

  void change() {
    peer("doctor", {"another", "1"});
    for (int i = 0; i < kTries && supporter_of(1) != 0; ++i) {
      director({"visit"});
      peer("doctor", {"show"});
    }
    director({"allocate", "--seed", "7"});
    outcome_["wishes_counted"] = wishes_on_the_desk("unmet") == outcome_["wishes"];
    const int other = supporter_of(1);
    join("second", other);
    wait_for("first", {"director"}, "the end of the pair", [](const json::value& seen) {
      for (const json::value& pair : seen.at("pairs").as_array()) {
        if (text_of(pair.at("name")) == name_of(0)) return false;
      }
      return true;
    });
    const auto shown = wait_for(
        "doctor", {"director", "second"}, "another supporter", [&](const json::value& seen) {
          return is_paired(seen) &&
                 text_of(seen.at("pairs").at(0).at("name")) == name_of(other - 1);
        });
    outcome_["another_supporter"] = other != supporter_ && other != 0;
    outcome_["old_agreement_gone"] = shown.at("pairs").at(0).at("agreement").is_null();
    tell("The doctor asks for another pairing. Nobody is at fault, nobody asks; now it is " +
         name_of(other - 1) + ".");
  }

  void state() {
    director({"statement", std::to_string(supporter_), "--from", day(-15 * 7), "--until", day(0),
              "--hours", "5", "--out", path("statement"), "--send"});
    wait_for("first", {"director"}, "the statement",
             [](const json::value& seen) { return seen.at("statement").as_bool(); });
    peer("first", {"show", "--out", path("received")});
    const auto good = world_.must("first", {"verify-statement", path("received")});
    outcome_["statement_good"] = text_of(good.at("name")) == name_of(supporter_ - 1);
    tell("The supporter gets a statement that anybody can check with the public log:");
    std::istringstream lines(content("received"));
    for (std::string line; std::getline(lines, line) && !line.starts_with("Key");) {
      tell("    " + line);
    }
  }

  void look() {
    const Ran inspected = world_.broker({"inspect", "--data", world_.data().string(), "--json"});
    if (inspected.exit != 0) throw std::runtime_error("inspect: " + inspected.err);
    outcome_["inspect_rows"] = inspected.json().at("rows");
    tell("All that the broker has: " + json::serialize(outcome_["inspect_rows"]) +
         ". Sixty names are nowhere in it.");
  }

  Processes world_;
  std::vector<std::string> slips_;
  int supporter_ = 0;
  std::int64_t ahead_ = 0;  // of the machine's clock
  std::optional<ShiftedClock> clock_;
  json::object outcome_;
};

bool as_hoped(const json::object& outcome, bool all) {
  json::object hoped = {{"imported", 60},
                        {"without", 0},
                        {"introduced", true},
                        {"told_that_it_is_late", true},
                        {"asked_for_feedback", true}};
  if (all) {
    for (const char* each : {"supporter_not_told", "same_pair_again", "agreement_whole",
                             "feedback_hidden", "another_supporter", "old_agreement_gone",
                             "statement_good", "wishes_move_nobody", "wishes_counted"}) {
      hoped[each] = true;
    }
    hoped["feedback_read"] = "You were there.";
    hoped["asked_once"] = true;
    hoped["wishes"] = json::array{"Part time", "First in the family"};
    hoped["feedback_shown"] = 5;
  }
  return came(outcome, hoped);
}

// arguments: the folder of the programs, the folder of the schemes, options.
int run(int argc, char** argv) {
  if (argc < 3) throw std::runtime_error("which programs, which schemes?");
  bool as_json = false, all = true;
  for (int i = 3; i < argc; ++i) {
    if (std::strcmp(argv[i], "--json") == 0) {
      as_json = true;
    } else if (std::strcmp(argv[i], "--beginning") == 0) {
      all = false;
    } else if (std::strcmp(argv[i], "--once") != 0) {
      throw std::runtime_error(std::string("demo knows no \"") + argv[i] + "\"");
    }
  }
  const TestFolder home(std::filesystem::temp_directory_path());
  Demo demo(argv[1], home.path() / "story", std::filesystem::path(argv[2]) / "demo-near-peer.toml");
  const json::object outcome = demo.play(all);
  if (as_json) std::cout << json::serialize(outcome) << "\n" << std::flush;
  return as_hoped(outcome, all) ? 0 : 1;
}

}  // namespace
}  // namespace sotto::testing

int main(int argc, char** argv) {
  return sotto::testing::on_stage(argc, argv, sotto::testing::run);
}
