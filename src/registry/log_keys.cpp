// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/log_keys.hpp"

#include <algorithm>
#include <fstream>
#include <system_error>
#include <utility>

#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "ledger/note.hpp"
#include "registry/log.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kMostKeyFile = 16'384;  ///< bytes

base::BadInput bad_keys(const std::filesystem::path& file, const std::string& cause, const char* next) {
  return {"log key " + file.string(), cause, next};
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty()) lines.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return lines;
}

std::string text_of(const std::vector<ledger::SignerKey>& keys) {
  std::string text;
  for (const auto& key : keys) text += key.text() + "\n";
  return text;
}

std::vector<ledger::SignerKey> require_log_keys(const std::filesystem::path& file) {
  auto keys = read_log_keys(file);
  if (keys.empty())
    throw base::NotFound("log key " + file.string(), "is not there", "Check the name, or make one.");
  return keys;
}

void write_over(const std::filesystem::path& file, const std::vector<ledger::SignerKey>& keys) {
  base::WholeFile written(file, base::WholeFile::Readers::owner);
  written.out() << text_of(keys);
  written.commit();
}

}  // namespace

std::vector<ledger::SignerKey> read_log_keys(const std::filesystem::path& file) {
  using std::filesystem::perms;
  std::error_code fault;
  const auto status = std::filesystem::status(file, fault);
  if (status.type() == std::filesystem::file_type::not_found) return {};
  if (fault) throw bad_keys(file, "cannot be looked at: " + fault.message(), "Check its folder.");
  if ((status.permissions() & (perms::group_all | perms::others_all)) != perms::none)
    throw bad_keys(file, "is open to others than its owner", "Take that away: chmod 600.");
  std::ifstream in(file, std::ios::binary);
  std::string text(kMostKeyFile + 1, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (!in.is_open() || in.bad() || text.size() > kMostKeyFile)
    throw bad_keys(file, "cannot be read", "Check its owner, and whether it is the right file.");
  std::vector<ledger::SignerKey> keys;
  for (const auto& line : lines_of(text)) {
    if (keys.size() == kMostLogKeys)
      throw bad_keys(file, "holds more than " + std::to_string(kMostLogKeys) + " keys",
                     "Take out those that the log need not be signed with any more.");
    keys.push_back(ledger::SignerKey::parse(line));
    if (keys.back().verifier().name() != keys.front().verifier().name())
      throw bad_keys(file, "holds keys of more than one log", "Keep each log's in a file of its own.");
    if (keys.back().verifier().kind() != ledger::KeyKind::log)
      throw bad_keys(file, "holds a witness's key", "Name the file of the log's own.");
  }
  if (keys.empty())
    throw bad_keys(file, "holds no key",
                   "Put the log's key back from where it is kept. Only where it is lost: remove the file.");
  return keys;
}

void make_log_key(const std::filesystem::path& file, std::string_view origin) {
  if (!ledger::is_key_name(origin))
    throw base::BadInput("log.origin '" + std::string(origin) + "'", "can be the name of no log",
                         "Write it as register.example/log: no space and no plus sign.");
  std::vector<ledger::SignerKey> keys;
  keys.push_back(ledger::SignerKey::make(std::string(origin), ledger::KeyKind::log));
  // A name of nobody else's, so that of two that make it at once both have the same.
  const std::filesystem::path part = file.string() + ".part-" + std::to_string(keys.front().verifier().id());
  write_over(part, keys);
  try {
    base::put_in_place(part, file);
  } catch (...) {
    std::error_code ignore;
    std::filesystem::remove(part, ignore);
    throw;
  }
}

ledger::VerifierKey add_log_key(const std::filesystem::path& file) {
  auto keys = require_log_keys(file);
  if (keys.size() == kMostLogKeys)
    throw base::Conflict("log key " + file.string(), "holds as many keys as it may",
                         "Take one out first that the log need not be signed with any more.");
  keys.push_back(ledger::SignerKey::make(keys.front().verifier().name(), ledger::KeyKind::log));
  write_over(file, keys);
  return keys.back().verifier();
}

void drop_log_key(const std::filesystem::path& file, std::uint32_t id) {
  auto keys = require_log_keys(file);
  std::vector<ledger::SignerKey> kept;
  for (auto& key : keys)
    if (key.verifier().id() != id) kept.push_back(std::move(key));
  if (kept.size() == keys.size())
    throw base::NotFound("that key", "is not in " + file.string(), "Look at those that are.");
  if (kept.empty())
    throw base::Conflict("log key " + file.string(), "would hold no key any more",
                         "Add another first: the log is signed with both for a while.");
  write_over(file, kept);
}

std::filesystem::path log_signed_file(const std::filesystem::path& keys) {
  return keys.string() + ".signed";
}

std::optional<ledger::Checkpoint> read_log_signed(const std::filesystem::path& file) {
  std::error_code fault;
  if (!std::filesystem::exists(file, fault)) {
    if (fault)
      throw base::Error(file.string(), "cannot be looked at: " + fault.message(),
                        "Check its folder and permissions.");
    return std::nullopt;
  }
  std::ifstream in(file, std::ios::binary);
  std::string text(ledger::kMaxNote, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  if (!in.is_open() || in.bad()) throw base::Error(file.string(), "cannot be read", "Check its permissions.");
  return ledger::read_checkpoint(text);
}

std::string log_origin(std::string_view public_url) {
  if (const auto scheme = public_url.find("://"); scheme != std::string_view::npos)
    return std::string(public_url.substr(scheme + 3)) + "/log";
  const auto made = ledger::SignerKey::make("entente.invalid", ledger::KeyKind::log).verifier().text();
  return "entente.invalid/" + base::hex(base::sha256(made)).substr(0, 16);
}

std::vector<ledger::VerifierKey> log_keys_in(store::Reader& reader) {
  std::vector<ledger::VerifierKey> keys;
  for (const auto& line : lines_of(reader.note(kLogKeys).value_or(std::string())))
    keys.push_back(ledger::VerifierKey::parse(line));
  return keys;
}

}  // namespace entente::registry
