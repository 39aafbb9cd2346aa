// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <filesystem>
#include <memory>
#include <ostream>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/whole_file.hpp"
#include "cli/log_commands.hpp"
#include "cli/log_trust.hpp"
#include "ledger/key_file.hpp"
#include "ledger/key_note.hpp"

namespace entente::cli {

namespace {

namespace fs = std::filesystem;

struct KeyOptions {
  fs::path file, note, keys;
  std::string name, dropped;
  bool witness = false;
};

std::vector<ledger::SignerKey> one_key(ledger::SignerKey key) {
  std::vector<ledger::SignerKey> keys;
  keys.push_back(std::move(key));
  return keys;
}

void write_public(const fs::path& file, const std::string& text) {
  base::WholeFile whole(file);
  whole.out() << text;
  whole.commit();
}

void make(const KeyOptions& options, std::ostream& out) {
  const auto kind = options.witness ? ledger::KeyKind::witness : ledger::KeyKind::log;
  const auto keys = one_key(ledger::SignerKey::make(options.name, kind));
  ledger::write_key_file(options.file, keys, ledger::KeyFileIs::made);
  out << keys.front().verifier().text() << "\n";
}

void show(const KeyOptions& options, std::ostream& out) {
  for (const auto& key : ledger::read_key_file(options.file)) out << key.verifier().text() << "\n";
}

void rotate(const KeyOptions& options, std::ostream& out) {
  std::error_code ec;
  if (fs::exists(fs::symlink_status(options.note, ec)))
    throw base::Conflict(options.note.string(), "is there already",
                         "Name another file for the note of the new key.");
  auto now = ledger::read_key_file(options.file);
  if (now.size() == ledger::kMaxKeys)
    throw base::Conflict("key file " + options.file.string(), "holds as many keys as sign together",
                         "Take away the oldest with 'entente log key drop'.");
  const auto& last = now.front();
  auto keys = one_key(ledger::SignerKey::make(last.verifier().name(), last.verifier().kind()));
  constexpr std::int64_t kSecond = 1000;
  // The note first: a new key that signs before anybody can come to trust it would be worth nothing.
  write_public(options.note, ledger::key_note(last, keys.front(), base::SystemClock().now().ms / kSecond));
  for (auto& key : now) keys.push_back(std::move(key));
  ledger::write_key_file(options.file, keys, ledger::KeyFileIs::replaced);
  for (const auto& key : keys) out << key.verifier().text() << "\n";
}

void drop(const KeyOptions& options, std::ostream& out) {
  const auto dropped = ledger::VerifierKey::parse(options.dropped);
  auto all = ledger::read_key_file(options.file);
  std::vector<ledger::SignerKey> kept;
  for (auto& key : all)
    if (key.verifier() != dropped) kept.push_back(std::move(key));
  if (kept.size() == all.size())
    throw base::NotFound("the key " + shown(dropped.text()), "is not in " + options.file.string(),
                         "See which are with 'entente log key show'.");
  if (kept.empty())
    throw base::Conflict("the key " + dropped.text(), "is the only one in " + options.file.string(),
                         "Make the next one with 'entente log key rotate' before.");
  ledger::write_key_file(options.file, kept, ledger::KeyFileIs::replaced);
  for (const auto& key : kept) out << key.verifier().text() << "\n";
}

void accept(const KeyOptions& options, std::ostream& out) {
  const auto trusted = ledger::read_public_keys(options.keys);
  const auto next = ledger::read_key_note(read_bounded(options.note, ledger::kMaxNote), trusted);
  if (std::find(trusted.begin(), trusted.end(), next) != trusted.end()) {
    out << "The key is trusted already.\n";
    return;
  }
  // What else stands in the file, words of whoever keeps it among them, stays.
  auto text = read_bounded(options.keys, ledger::kMaxNote);
  if (!text.empty() && text.back() != '\n') text += '\n';
  write_public(options.keys, text + next.text() + "\n");
  out << next.text() << "\n";
}

}  // namespace

void add_log_key(Commands& commands, const Environment& env) {
  auto group = commands.group("key", "Keys of a log or of a witness (Ed25519, in signed notes).");
  auto options = std::make_shared<KeyOptions>();
  const auto in_file = [&](const char* name, const char* help,
                           void (*act)(const KeyOptions&, std::ostream&)) {
    auto command = group.add(name, help);
    command.option("FILE", options->file, "The file of private keys.").required();
    command.run([options, act, &env] { act(*options, env.out); });
    return command;
  };
  auto made = in_file(
      "make", "Make a key in a new file that its owner alone can read, and print what others check with.",
      make);
  made.option("--name", options->name,
              "The log's name, its address without https:// (register.example/log); or the witness's.")
      .required();
  made.flag("--witness", options->witness, "Make a witness's key, whose signatures say when they were made.");
  in_file("show", "Print what others check with: one line for each key in the file.", show);
  in_file("rotate", "Add a new key to the file. The old one signs beside it until it is dropped.", rotate)
      .option("--note", options->note,
              "The file to write: by it, those who trust the old key can trust the new.")
      .required();
  in_file("drop", "Take a key out of the file: it signs no more.", drop)
      .option("KEY", options->dropped, "The key, as 'entente log key show' prints it.")
      .required();
  auto accepted = group.add(
      "accept", "Add the key that a note of 'rotate' names to the keys you trust, if one of them signed it.");
  accepted.option("NOTE", options->note, "The note.").required();
  accepted.option("--keys", options->keys, "The file of keys that you trust, one a line.").required();
  accepted.run([options, &env] { accept(*options, env.out); });
}

}  // namespace entente::cli
