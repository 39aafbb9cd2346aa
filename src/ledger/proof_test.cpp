// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/proof.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "ledger/log_test.hpp"

namespace entente::ledger {
namespace {

class ProofTest : public testing::Test {
 protected:
  Proof made(std::uint64_t index) const {
    return {{},
            index,
            prove_inclusion(index, log.entries.size(), log.hashes()),
            read_note(log.files.at("checkpoint"))};
  }

  const SignerKey key = SignerKey::make("log.example", KeyKind::log);
  const SignerKey witness = SignerKey::make("witness.example", KeyKind::witness);
  const MadeLog log{key, 600};
  const std::vector<VerifierKey> keys{key.verifier(), witness.verifier()};
};

TEST_F(ProofTest, HoldsWithoutAskingAnybody) {
  for (const std::uint64_t index : {0U, 255U, 256U, 599U}) {
    auto proof = read_proof(bytes_of(made(index)));
    EXPECT_EQ(proof, made(index));
    const auto proven = verify(proof, log.entries[index], "log.example", keys);
    EXPECT_EQ(proven.checkpoint, log.checkpoint);
    EXPECT_EQ(proven.signers.size(), 1U);
    proof.checkpoint.signatures.push_back(witness.sign(proof.checkpoint.text, 1'700'000'000));
    EXPECT_EQ(verify(proof, log.entries[index], "log.example", keys).signers.size(), 2U);
  }
}

TEST_F(ProofTest, CarriesExtraBytesThatNobodySigned) {
  auto proof = made(3);
  proof.extra = std::string("a\0b", 3);
  EXPECT_EQ(read_proof(bytes_of(proof)), proof);
  EXPECT_NO_THROW(verify(proof, log.entries[3], "log.example", keys));
}

TEST_F(ProofTest, WithOneChangedByteIsRefused) {
  const auto whole = bytes_of(made(300));
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THROW(verify(read_proof(changed), log.entries[300], "log.example", keys), base::BadInput)
        << "byte " << i;
  }
}

TEST_F(ProofTest, OfSomethingElseIsRefused) {
  const auto refused = [&](const Proof& proof, std::string_view entry, std::string_view origin,
                           std::span<const VerifierKey> trusted) {
    EXPECT_THROW(verify(proof, entry, origin, trusted), base::BadInput);
  };
  refused(made(3), log.entries[4], "log.example", keys);
  refused(made(3), log.entries[3], "other.example", keys);
  refused(made(3), log.entries[3], "log.example", std::span(keys).subspan(1));
  refused(made(3), log.entries[3], "log.example", {});
  auto other = made(3);
  other.index = 4;
  refused(other, log.entries[3], "log.example", keys);
  // A witness alone does not make it the log's.
  auto witnessed = made(3);
  witnessed.checkpoint.signatures = {witness.sign(witnessed.checkpoint.text, 1)};
  refused(witnessed, log.entries[3], "log.example", keys);
  // Signed by the log's key, under another log's name.
  const MadeLog elsewhere(key, 600);
  auto moved = made(3);
  auto text = moved.checkpoint.text;
  text.replace(0, text.find('\n'), "other.example");
  moved.checkpoint = {text, {key.sign(text)}};
  refused(moved, log.entries[3], "log.example", keys);
}

TEST_F(ProofTest, ThatIsNoneIsRefusedByItsLine) {
  const auto whole = bytes_of(made(300));
  const auto without = [&](std::string_view what) {
    auto out = whole;
    out.replace(out.find(what), what.size(), "");
    return out;
  };
  const auto with = [&](std::string_view what, std::string_view by) {
    auto out = whole;
    out.replace(out.find(what), what.size(), by);
    return out;
  };
  std::string many = "c2sp.org/tlog-proof@v1\nindex 0\n";
  for (int i = 0; i < 64; ++i) many += base64_of(empty_root()) + "\n";
  for (const auto& bad :
       {std::string(), std::string("\n"), without("c2sp.org/tlog-proof@v1\n"), with("@v1", "@v2"),
        without("index 300\n"), with("index 300", "index 0300"), with("index 300", "index -1"),
        with("index 300", "index 300 "), with("index 300", "extra !\nindex 300"),
        with("index 300", "index 99999999999999999999"), whole.substr(0, 200),
        many + whole.substr(whole.find("\n\n") + 1)})
    EXPECT_THROW(read_proof(bad), base::BadInput) << bad;
}

TEST(Checkpoint, IsWrittenInOneWay) {
  const Checkpoint one{"log.example", 3, empty_root(), {}};
  EXPECT_EQ(read_checkpoint(text_of(one)), one);
  const Checkpoint extended{"log.example", 3, empty_root(), {"more", "lines"}};
  EXPECT_EQ(read_checkpoint(text_of(extended)), extended);
  const auto root = base64_of(empty_root());
  EXPECT_NO_THROW(read_checkpoint("o\n0\n" + root + "\n"));
  for (const auto& bad : std::vector<std::string>{
           "", "o\n3\n", "o\n3\n" + root, "\n3\n" + root + "\n", "o\n03\n" + root + "\n",
           "o\n+3\n" + root + "\n", "o\n\n" + root + "\n", "o\n3 \n" + root + "\n", "o\n3\n" + root + "=\n",
           "o\n3\nAAAA\n", "o\n3\n" + root + "\n\n", "o\n18446744073709551616\n" + root + "\n",
           "o\n72057594037927937\n" + root + "\n", "o\n0\n" + base64_of(leaf_hash("")) + "\n"})
    EXPECT_THROW(read_checkpoint(bad), base::BadInput) << bad;
}

}  // namespace
}  // namespace entente::ledger
