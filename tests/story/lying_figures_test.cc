// What "sotto trustee visit" says to people when a broker drops, invents or changes figures. The
// broker is the real one; somebody has changed what it holds.

#include <sstream>

#include "client/cli/open_figures.h"
#include "tests/broker/figures_by_hand.h"

namespace sotto::testing {
namespace {

namespace json = boost::json;
using client::cli::Exit;

class FiguresTold : public LyingFigures {
 protected:
  // The part of a trustee's visit that is the quarter's; what they read is in `said`.
  Exit visit_told(std::uint8_t person) {
    const auto view = everybody();
    std::ostringstream out, err;
    client::cli::Terminal terminal({.in = -1, .out = out, .err = err}, false);
    client::cli::Host host{.terminal = terminal,
                           .carry = [&](const client::Request& request)
                               -> std::expected<client::Response, client::cli::Unreachable> {
                             return rig.exchange(request);
                           },
                           .clock = client::cli::real_clock()};
    const TrusteeKeys own = keys(person);
    const auto done =
        client::cli::open_figures(host, view, own, client::QuarterVisit::begin(view, own).value());
    value = done.value;
    said = out.str() + err.str();
    return done.exit;
  }
  bool says(std::string_view text) const { return said.find(text) != std::string::npos; }

  json::object value;
  std::string said;
};

TEST_F(FiguresTold, ADroppedReportStopsEverything) {
  erase_report(people[0]);
  EXPECT_EQ(visit_told(1), Exit::kDistrust);
  EXPECT_TRUE(says("The broker shows other reports than those that the log says were closed"));
  EXPECT_TRUE(says("Nothing was decrypted. Tell the leads and the other trustees.")) << said;
  EXPECT_EQ(value["state"], "other-reports");
  EXPECT_EQ(value["did"], "nothing");
}

TEST_F(FiguresTold, AReportThatTookAnothersPlaceStopsEverything) {
  erase_report(people[0]);
  put_report(people[8], late);
  EXPECT_EQ(visit_told(1), Exit::kDistrust);
  EXPECT_TRUE(says("some were dropped or added since")) << said;
}

TEST_F(FiguresTold, AnInventedReportIsNamedAsNobodys) {
  erase_report(people[0]);
  const HandLocker stranger = fresh(Role::kSupporter);
  put_report(stranger, report(stranger, 100).encode());
  EXPECT_EQ(visit_told(1), Exit::kDistrust);
  EXPECT_TRUE(says("is of nobody who was a supporter in that quarter")) << said;
  EXPECT_TRUE(says("somebody has put it there. Nothing was decrypted.")) << said;
  EXPECT_EQ(value["state"], "false-report");
}

TEST_F(FiguresTold, WhoHasNotReportedIsNamed) {
  EXPECT_EQ(visit_told(1), Exit::kOk);
  EXPECT_TRUE(says("8 reports of quarter ")) << said;
  EXPECT_TRUE(says("Not among them: ")) << said;
  EXPECT_TRUE(says("the broker has dropped theirs.")) << said;
  EXPECT_EQ(value["not_reported"].as_array().size(), 1u);
  EXPECT_TRUE(says("It takes 1 more, of: place 2 (Medical director), place 3")) << said;
}

TEST_F(FiguresTold, AnInventedTotalIsNotSignedByWhoeverChecks) {
  visit_told(2);
  const figures::Release invented{quarter, log()->closing_of(quarter)->batch, {500, 15, 40}};
  accepted(kTrustees,
           about_quarter(2, TrusteeKind::kRelease,
                         concat({invented.encode(),
                                 sign(keys(2).signing, protocol::kReleaseLabel,
                                      protocol::release_message(
                                          rig.genesis(), setting().certificate, invented))})));
  EXPECT_EQ(visit_told(1), Exit::kDistrust);
  EXPECT_TRUE(says("Enough trustees have signed, and not the same figures.")) << said;
  EXPECT_TRUE(log()->releases().empty());
}

TEST_F(FiguresTold, ABrokerThatLostItsHalfIsToldOf) {
  visit_told(2);
  change([](broker::Decision& decision) { decision.overwrite_slot(broker::figures_key_slot(0)); });
  EXPECT_EQ(visit_told(1), Exit::kRefused);
  EXPECT_TRUE(says("The broker has lost its half of the key")) << said;
}

}  // namespace
}  // namespace sotto::testing
