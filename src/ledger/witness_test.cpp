// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/witness.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ledger/log_test.hpp"

namespace entente::ledger {
namespace {

class WitnessTest : public testing::Test {
 protected:
  AddCheckpoint wanted(const MadeLog& log, std::uint64_t old_size) const {
    return {old_size, prove_consistency(old_size, log.entries.size(), log.hashes()),
            read_note(log.files.at("checkpoint"))};
  }

  const SignerKey key = SignerKey::make("log.example", KeyKind::log);
  const SignerKey stranger = SignerKey::make("log.example", KeyKind::log);
  const SignerKey own = SignerKey::make("w.example", KeyKind::witness);
  const std::vector<KnownLog> known{{"log.example", {key.verifier()}}};
  const MadeLog first{key, 257}, second{key, 600};
};

TEST_F(WitnessTest, SignsWhatGrows) {
  std::optional<Checkpoint> last;
  for (const std::size_t size : {1U, 2U, 255U, 256U, 257U, 600U, 600U}) {
    const MadeLog log(key, size);
    const auto read = read_add_checkpoint(bytes_of(wanted(log, last ? last->size : 0)));
    EXPECT_EQ(read, wanted(log, last ? last->size : 0));
    ASSERT_EQ(log_of(read, known), known.data());
    ASSERT_EQ(judge(read, known[0], last), Judged::sign) << size;
    last = read_checkpoint(read.checkpoint.text);
    EXPECT_EQ(last, log.checkpoint);
  }
}

TEST_F(WitnessTest, SignsNothingElse) {
  const auto& last = first.checkpoint;
  const auto good = wanted(second, 257);
  ASSERT_EQ(judge(good, known[0], last), Judged::sign);

  MadeLog foreign(stranger, 600);
  EXPECT_EQ(judge(wanted(foreign, 257), known[0], last), Judged::not_signed);
  auto forged = good;
  forged.checkpoint.signatures = {stranger.sign(good.checkpoint.text), own.sign(good.checkpoint.text, 1)};
  EXPECT_EQ(judge(forged, known[0], last), Judged::not_signed);
  forged.checkpoint.signatures.push_back(key.sign(good.checkpoint.text));
  EXPECT_EQ(judge(forged, known[0], last), Judged::sign) << "keys that are not known are passed over";

  const auto other = SignerKey::make("other.example", KeyKind::log);
  const auto unknown = wanted(MadeLog(other, 600), 257);
  EXPECT_EQ(log_of(unknown, known), nullptr);
  EXPECT_EQ(judge(unknown, known[0], last), Judged::not_known);

  auto above = good;
  above.old_size = 601;
  EXPECT_EQ(judge(above, known[0], last), Judged::not_readable);
  for (const std::uint64_t old : {0U, 256U, 258U, 600U})
    EXPECT_EQ(judge(wanted(second, old), known[0], last), Judged::not_last) << old;
  EXPECT_EQ(judge(good, known[0], {}), Judged::not_last) << "nothing was signed before";

  MadeLog rewritten(key, 600);
  rewritten.entries[100] = "another";
  rewritten.write(key);
  EXPECT_EQ(judge(wanted(rewritten, 257), known[0], last), Judged::not_grown);
  EXPECT_EQ(judge(wanted(rewritten, 600), known[0], second.checkpoint), Judged::not_last) << "the same size";
  auto proof = good;
  proof.proof.pop_back();
  EXPECT_EQ(judge(proof, known[0], last), Judged::not_grown);
  proof = good;
  proof.proof[1][3] ^= 1U;
  EXPECT_EQ(judge(proof, known[0], last), Judged::not_grown);
  proof = wanted(second, 0);
  proof.proof.push_back(empty_root());
  EXPECT_EQ(judge(proof, known[0], {}), Judged::not_grown) << "a proof of what needs none";
  EXPECT_EQ(judge(wanted(first, 257), known[0], second.checkpoint), Judged::not_last) << "going back";
}

TEST_F(WitnessTest, HasTheStatusesOfTheStandard) {
  EXPECT_EQ(status_of(Judged::sign), 200U);
  EXPECT_EQ(status_of(Judged::not_readable), 400U);
  EXPECT_EQ(status_of(Judged::not_signed), 403U);
  EXPECT_EQ(status_of(Judged::not_known), 404U);
  EXPECT_EQ(status_of(Judged::not_last), 409U);
  EXPECT_EQ(status_of(Judged::not_grown), 422U);
}

TEST_F(WitnessTest, RefusesARequestThatIsNone) {
  const auto whole = bytes_of(wanted(second, 257));
  const auto with = [&](std::string_view what, std::string_view by) {
    auto out = whole;
    return out.replace(out.find(what), what.size(), by);
  };
  std::string many = "old 257\n";
  for (int i = 0; i < 64; ++i) many += base64_of(empty_root()) + "\n";
  for (const auto& bad :
       {std::string(), std::string("old 1\n"), std::string("\n\n"), whole.substr(4),
        with("old 257", "old 0257"), with("old 257", "old -1"), with("old 257", "old"),
        with("old 257\n", "old 257 \n"), with("old 257\n", "old 257\nAAAA\n"), with("\n\nlog", "\nlog"),
        with("old 257\n", "old 257\r\n"), whole.substr(0, whole.size() - 1),
        many + whole.substr(whole.find("\n\n") + 1), std::string(kMaxNote + 1, 'x')})
    EXPECT_THROW(read_add_checkpoint(bad), base::BadInput) << bad.substr(0, 300);
  auto no_checkpoint = wanted(second, 257);
  no_checkpoint.checkpoint.text = "a text\n";
  EXPECT_THROW(log_of(no_checkpoint, known), base::BadInput);
}

TEST_F(WitnessTest, ItsAnswerIsTakenForWhatItSigned) {
  const std::string text = text_of(second.checkpoint);
  const auto mine = own.sign(text, 1'700'000'000);
  const auto other = SignerKey::make("v.example", KeyKind::witness);
  const auto taken = cosignatures_in(line_of(other.sign(text, 1)) + line_of(mine), text, own.verifier());
  EXPECT_EQ(taken, std::vector{mine});
  for (const auto& bad :
       {std::string(), std::string("signed\n"), line_of(other.sign(text, 1)), line_of(mine) + "\n",
        line_of(own.sign("another\n", 1)), line_of(mine).substr(0, 80)})
    EXPECT_THROW(cosignatures_in(bad, text, own.verifier()), base::BadInput) << bad;
}

// The request that the standard shows: its note and proof are read; no key of its log is known here.
TEST_F(WitnessTest, ReadsTheExampleOfTheStandard) {
  constexpr std::string_view kBody =
      "old 20852014\n"
      "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=\n"
      "jrJZDmY8Y7SyJE0MWLpLozkIVMSMZcD5kvuKxPC3swk=\n"
      "5+pKlUdi2LeF/BcMHBn+Ku6yhPGNCswZZD1X/6QgPd8=\n"
      "/6WVhPs2CwSsb5rYBH5cjHV/wSmA79abXAwhXw3Kj/0=\n"
      "\n"
      "example.com/behind-the-sofa\n"
      "20852163\n"
      "CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n"
      "\n"
      "— example.com/behind-the-sofa "
      "Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
      "— example.com/behind-the-sofa "
      "opLqBQsREYCgu6xQkYQwJr9fo45a62DN9EdmHXnZdXNqlcVGlCum2Wks+49/V6267UEjw6QUXTS5Rovnzv++qbSzm9Q=\n";
  const auto read = read_add_checkpoint(kBody);
  EXPECT_EQ(read.old_size, 20'852'014U);
  EXPECT_EQ(read.proof.size(), 4U);
  EXPECT_EQ(read.checkpoint.signatures.size(), 2U);
  EXPECT_EQ(bytes_of(read), kBody);
}

}  // namespace
}  // namespace entente::ledger
