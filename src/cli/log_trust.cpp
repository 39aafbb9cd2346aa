// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "cli/log_trust.hpp"

#include <algorithm>
#include <fstream>
#include <optional>
#include <ostream>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "ledger/key_file.hpp"

namespace entente::cli {

namespace {

constexpr std::size_t kMostTrusted = 100;  // keys

void add_key(std::vector<ledger::VerifierKey>& keys, ledger::VerifierKey key) {
  if (std::find(keys.begin(), keys.end(), key) == keys.end()) keys.push_back(std::move(key));
  if (keys.size() > kMostTrusted)
    throw base::BadInput("the keys that are trusted", "are more than a hundred",
                         "Name those of one log and its witnesses.");
}

/// When a witness signed last, by its own signatures: seconds since 1970. A note may have several of one key,
/// of which each holds that names it (ledger::signers_of).
std::optional<std::int64_t> when(const ledger::Note& note, const ledger::VerifierKey& key) {
  std::optional<std::int64_t> last;
  for (const auto& one : note.signatures)
    if (key.is_named_by(one)) last = std::max(last, ledger::time_of(one));
  return last;
}

/// How many of the witnesses have signed within so many hours.
std::size_t witnesses_within(const ledger::SignedCheckpoint& one, unsigned hours) {
  constexpr std::int64_t kHour = 3600, kSecond = 1000;
  const auto earliest = base::SystemClock().now().ms / kSecond - hours * kHour;
  auto in_time = one.signers;
  std::erase_if(in_time, [&](const ledger::VerifierKey* key) {
    return key->kind() != ledger::KeyKind::witness || when(one.note, *key).value_or(0) < earliest;
  });
  return ledger::witnesses_among(in_time);
}

}  // namespace

void LogTrust::options(Command& command) {
  command
      .option("--key", keys,
              "A key that is trusted, as 'entente log key show' prints it: of the log, or of a witness. May "
              "be given again.")
      .one_value_each();
  command.option("--keys", files, "A file with such keys, one a line.").one_value_each();
  command
      .option("--witnesses", witnesses,
              "How many of the witnesses whose keys are given must have signed; none unless told.")
      .between(0, kMostTrusted);
}

TrustedKeys trusted_keys(const LogTrust& trust) {
  if (trust.keys.empty() && trust.files.empty()) missing("--key or --keys");
  TrustedKeys out{.origin = {}, .keys = {}, .witnesses = trust.witnesses};
  for (const auto& line : trust.keys) add_key(out.keys, ledger::VerifierKey::parse(line));
  for (const auto& file : trust.files)
    for (auto& key : ledger::read_public_keys(file)) add_key(out.keys, std::move(key));
  std::size_t witnesses = 0;
  for (const auto& key : out.keys) {
    if (key.kind() == ledger::KeyKind::witness) {
      ++witnesses;
      continue;
    }
    if (!out.origin.empty() && out.origin != key.name())
      throw base::BadInput("the keys that are trusted",
                           "are of two logs: " + out.origin + " and " + key.name(),
                           "Give those of the log that is to be checked.");
    out.origin = key.name();
  }
  if (out.origin.empty())
    throw base::BadInput("the keys that are trusted", "have none of a log among them",
                         "Give the log's own key, from a place that you trust.");
  if (witnesses < trust.witnesses)
    throw base::BadInput("--witnesses", "asks for more witnesses than keys of witnesses are given",
                         "Give the keys of those you believe.");
  return out;
}

void tell_signers(std::ostream& out, const TrustedKeys& trusted, const ledger::Note& note,
                  const std::vector<const ledger::VerifierKey*>& signers) {
  const auto witnesses = ledger::witnesses_among(signers);
  if (witnesses < trusted.witnesses)
    throw base::BadInput("the checkpoint",
                         std::to_string(witnesses) + " of the trusted witnesses signed it, and " +
                             std::to_string(trusted.witnesses) + " are asked for",
                         "Wait until more have seen it, or ask the log why they have not.");
  for (const auto* key : signers) {
    const auto text = key->text();
    const auto id = text.substr(key->name().size() + 1, 8);
    if (key->kind() == ledger::KeyKind::log)
      out << "Signed by the log itself, with the key " << id << ".\n";
    else
      out << "Witnessed by " << shown(key->name()) << ", with the key " << id << ", at "
          << moment_of(when(note, *key).value_or(0)) << ".\n";
  }
}

bool is_signed_within(const TrustedKeys& trusted, const ledger::SignedCheckpoint& one, unsigned hours) {
  return witnesses_within(one, hours) >= trusted.witnesses;
}

void must_be_signed_within(const TrustedKeys& trusted, const ledger::SignedCheckpoint& one, unsigned hours) {
  const auto witnesses = witnesses_within(one, hours);
  if (witnesses < trusted.witnesses)
    throw base::BadInput("the last checkpoint that witnesses have signed",
                         std::to_string(witnesses) + " of the trusted witnesses signed it within " +
                             std::to_string(hours) + " hours, and " + std::to_string(trusted.witnesses) +
                             " are asked for, while the log has grown on",
                         "Ask the log why they have signed nothing since, or allow more with "
                         "--witnessed-within.");
}

std::string moment_of(std::int64_t seconds) {
  constexpr std::int64_t kEnd = 253'402'300'800;  // the year 10000
  return seconds < kEnd ? base::to_string(base::Instant{seconds * 1000}) : std::to_string(seconds);
}

std::string read_bounded(const std::filesystem::path& file, std::size_t most) {
  std::error_code ec;
  std::ifstream in;
  if (!std::filesystem::is_directory(file, ec)) in.open(file, std::ios::binary);
  std::string bytes;
  char piece[65'536];
  while (in.is_open() && bytes.size() <= most) {
    in.read(piece, sizeof(piece));
    bytes.append(piece, static_cast<std::size_t>(in.gcount()));
    if (!in) break;
  }
  if (!in.is_open() || in.bad())
    throw base::BadInput(file.string(), "cannot be read", "Check the name and its permissions.");
  if (bytes.size() > most)
    throw base::BadInput(file.string(),
                         "is longer than the " + std::to_string(most) + " bytes that such a file may have",
                         "Name another file.");
  return bytes;
}

namespace {

/// U+200E, U+200F, U+2028 to U+202E, U+2066 to U+2069: marks that turn what stands beside them, and ends of
/// lines.
bool turns(std::string_view text) {
  if (text.size() < 3 || text[0] != '\xE2') return false;
  const auto third = static_cast<unsigned char>(text[2]);
  if (text[1] == '\x80') return third == 0x8E || third == 0x8F || (third >= 0xA8 && third <= 0xAE);
  return text[1] == '\x81' && third >= 0xA6 && third <= 0xA9;
}

}  // namespace

std::string shown(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  const bool text = base::is_utf8(bytes);
  std::string out;
  std::size_t turned = 0;  // the end of a mark that is written as bytes
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const auto byte = static_cast<unsigned char>(bytes[i]);
    if (text && turns(bytes.substr(i))) turned = i + 3;
    const bool c1 = text && byte == 0xC2 && static_cast<unsigned char>(bytes[i + 1]) < 0xA0;
    const bool after_c1 = text && i > 0 && bytes[i - 1] == '\xC2' && byte < 0xA0;
    if (byte < 0x20 || byte == 0x7F || c1 || after_c1 || i < turned || (!text && byte >= 0x80))
      out.append("\\x").append({kDigits[byte >> 4U], kDigits[byte & 0xFU]});
    else
      out += bytes[i];
  }
  return out;
}

}  // namespace entente::cli
