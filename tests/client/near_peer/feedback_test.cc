#include "client/core/near_peer/feedback.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

namespace sotto::client {
namespace {

TEST(Feedback, FewerThanFiveAreNotShown) {
  FeedbackBox box;
  for (int i = 0; i < 4; ++i) {
    ASSERT_TRUE(box.add("text " + std::to_string(i)));
    EXPECT_TRUE(box.release().empty()) << i;
  }
  ASSERT_TRUE(box.add("text 4"));
  EXPECT_EQ(box.release().size(), 5u);
  EXPECT_TRUE(box.release().empty()) << "each is shown once";
  ASSERT_TRUE(box.add("text 5"));
  EXPECT_TRUE(box.release().empty()) << "and the next waits for four more";
}

TEST(Feedback, OrderSaysNothing) {
  std::set<std::vector<std::string>> orders;
  std::set<std::string> firsts;
  for (int round = 0; round < 200; ++round) {
    FeedbackBox box;
    for (const char* text : {"a", "b", "c", "d", "e"}) box.add(text);
    const auto released = box.release();
    auto sorted = released;
    std::ranges::sort(sorted);
    EXPECT_EQ(sorted, (std::vector<std::string>{"a", "b", "c", "d", "e"}));
    orders.insert(released);
    firsts.insert(released.front());
  }
  EXPECT_GT(orders.size(), 60u) << "of 120";
  EXPECT_EQ(firsts.size(), 5u);
}

TEST(Feedback, ComesBackAsItWasWritten) {
  FeedbackBox box;
  for (int i = 0; i < 5; ++i) box.add("text " + std::to_string(i));
  Writer out;
  box.write(out);
  const Bytes wire = out.take();
  Reader in(wire);
  auto back = FeedbackBox::read(in);
  ASSERT_TRUE(back && in.done());
  EXPECT_EQ(back->release(), box.release());
  for (std::size_t i = 0; i < wire.size(); ++i) {
    Reader cut(ByteView(wire).first(i));
    EXPECT_FALSE(FeedbackBox::read(cut)) << i;
  }
}

TEST(FeedbackRefusal, WhatIsNoPlainTextOrTooMuch) {
  FeedbackBox box;
  EXPECT_FALSE(box.add(""));
  EXPECT_FALSE(box.add("two\nlines"));
  EXPECT_FALSE(box.add(std::string(FeedbackBox::kTextMax + 1, 'x')));
  EXPECT_TRUE(box.add(std::string(FeedbackBox::kTextMax, 'x')));
  for (std::size_t i = 1; i < FeedbackBox::kWaitingMax; ++i) ASSERT_TRUE(box.add("text"));
  EXPECT_FALSE(box.add("one too many"));
}

}  // namespace
}  // namespace sotto::client
