// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "ledger/key.hpp"

#include <gtest/gtest.h>

#include "base/error.hpp"

namespace entente::ledger {
namespace {

// The key, the text and the signature by which Go's sumdb/note is documented.
constexpr std::string_view kKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr std::string_view kNote =
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
    "\n"
    "— PeterNeumann "
    "x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(Note, OfAnotherHandHolds) {
  const std::vector keys{VerifierKey::parse(kKey)};
  EXPECT_EQ(keys[0].name(), "PeterNeumann");
  EXPECT_EQ(keys[0].text(), kKey);
  const auto note = read_note(kNote);
  EXPECT_EQ(bytes_of(note), kNote);
  EXPECT_EQ(signers_of(note, keys), std::vector<const VerifierKey*>{keys.data()});
}

TEST(Note, WithOneChangedByteDoesNotHold) {
  const std::vector keys{VerifierKey::parse(kKey)};
  const auto whole = std::string(kNote);
  for (std::size_t i = 0; i < whole.size(); ++i) {
    auto changed = whole;
    changed[i] = static_cast<char>(changed[i] ^ 1);
    EXPECT_THROW(signers_of(read_note(changed), keys), base::BadInput) << "byte " << i;
  }
}

TEST(Note, ThatIsNoneIsRefused) {
  const std::string line = "— a.example AAAAAAA=\n";
  EXPECT_EQ(read_note("text\n\n" + line).signatures.size(), 1U);
  for (const auto& bytes : std::vector<std::string>{"",
                                                    "\n",
                                                    "text\n",
                                                    "text\n\n",
                                                    line,
                                                    "text\n" + line,
                                                    "text\n\n" + line + "\n",
                                                    "text\n\n" + line.substr(0, line.size() - 1),
                                                    "te\txt\n\n" + line,
                                                    "te\rxt\n\n" + line,
                                                    "\xff\n\n" + line,
                                                    "text\n\n- a.example AAAAAAA=\n",
                                                    "text\n\n— a.example\n",
                                                    "text\n\n—  AAAAAAA=\n",
                                                    "text\n\n— a+b AAAAAAA=\n",
                                                    "text\n\n— a\u00A0b AAAAAAA=\n",
                                                    "text\n\n— a.example AAAAAA==\n",
                                                    "text\n\n— a.example AAAAAAA\n",
                                                    "text\n\n— a.example AAAAAAB=\n",
                                                    "text\n\n— a.example AAAAAAA=x\n",
                                                    "text\n\n— a.example  AAAAAAA=\n"})
    EXPECT_THROW(read_note(bytes), base::BadInput) << bytes;
  std::string many = "text\n\n";
  for (std::size_t i = 0; i <= kMaxSignatures; ++i) many += line;
  EXPECT_THROW(read_note(many), base::BadInput);
  EXPECT_THROW(read_note(std::string(kMaxNote, 'x') + "\n\n" + line), base::BadInput);
}

TEST(Note, MayHaveEmptyLinesInItsText) {
  const Note note{"a\n\nb\n", {{"k.example", 7, "signed"}}};
  EXPECT_EQ(read_note(bytes_of(note)), note);
}

TEST(Key, SignsWhatItsVerifierHolds) {
  const auto signer = SignerKey::make("log.example/a", KeyKind::log);
  const auto again = SignerKey::parse(signer.text());
  const auto key = VerifierKey::parse(again.verifier().text());
  EXPECT_EQ(key, signer.verifier());
  const auto one = again.sign("text\n");
  EXPECT_TRUE(key.holds("text\n", one));
  EXPECT_FALSE(key.holds("texT\n", one));
  EXPECT_FALSE(SignerKey::make("log.example/a", KeyKind::log).verifier().holds("text\n", one));
  EXPECT_EQ(one.bytes.size(), 64U);
}

TEST(Key, OfAWitnessSaysWhenItSigned) {
  const auto signer = SignerKey::make("witness.example", KeyKind::witness);
  auto one = signer.sign("text\n", 1'679'315'147);
  EXPECT_EQ(time_of(one), 1'679'315'147);
  EXPECT_TRUE(signer.verifier().holds("text\n", one));
  one.bytes[7] = static_cast<char>(one.bytes[7] + 1);
  EXPECT_FALSE(signer.verifier().holds("text\n", one)) << "another second";
  one.bytes[0] = '\x80';
  EXPECT_FALSE(signer.verifier().holds("text\n", one)) << "a time past 2^63";
  EXPECT_FALSE(signer.verifier().holds("text\n", {one.key_name, one.key_id, "short"}));
}

TEST(Key, OfTwoKindsHasTwoNumbers) {
  const auto log = SignerKey::make("a.example", KeyKind::log);
  const auto text = log.verifier().text();
  // The same bytes as a witness's key: the number of the one does not fit the other.
  auto other = text;
  other.replace(std::string("a.example+0a1b2c3d+").size(), 2, "BB");
  EXPECT_THROW(VerifierKey::parse(other), base::BadInput);
}

TEST(Key, ThatIsNoneIsRefused) {
  const auto signer = SignerKey::make("log.example", KeyKind::log);
  const auto text = signer.verifier().text(), secret = signer.text();
  // Where the bytes begin, among which there may be further plus signs.
  const auto before = std::string("log.example+0a1b2c3d+").size(),
             private_before = std::string("PRIVATE+KEY+").size() + before;
  for (const auto& bad :
       std::vector<std::string>{"", "+", "++", "log.example", text + "=", text.substr(0, text.size() - 1),
                                "x" + text, secret, "log.example+00000000+" + text.substr(before)})
    EXPECT_THROW(VerifierKey::parse(bad), base::BadInput) << bad;
  for (const auto& bad : std::vector<std::string>{"", text, "PRIVATE+KEY+", secret + "A",
                                                  "PRIVATE+KEY+x" + secret.substr(12)}) {
    try {
      SignerKey::parse(bad);
      ADD_FAILURE() << bad;
    } catch (const base::BadInput& e) {
      EXPECT_EQ(std::string(e.what()).find(secret.substr(private_before)), std::string::npos)
          << "the key is told";
    }
  }
  EXPECT_THROW(SignerKey::make("a b", KeyKind::log), base::BadInput);
}

TEST(Signers, AreThoseThatAreTrusted) {
  const auto log = SignerKey::make("log.example", KeyKind::log),
             stranger = SignerKey::make("log.example", KeyKind::log),
             witness = SignerKey::make("w.example", KeyKind::witness);
  const std::string text = "text\n";
  const std::vector keys{log.verifier(), witness.verifier()};
  Note note{text, {stranger.sign(text), witness.sign(text, 1), log.sign(text)}};
  EXPECT_EQ(signers_of(note, keys).size(), 2U) << "who is not known is passed over";
  note.signatures = {stranger.sign(text)};
  EXPECT_THROW(signers_of(note, keys), base::BadInput);
  note.signatures = {log.sign(text), witness.sign("other\n", 1)};
  EXPECT_THROW(signers_of(note, keys), base::BadInput) << "one that is known has to hold";
}

}  // namespace
}  // namespace entente::ledger
