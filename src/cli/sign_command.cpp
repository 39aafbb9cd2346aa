// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Signing agreements with a key of one's own, away from the register and its network.
#include <algorithm>
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/whole_file.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "ledger/key.hpp"
#include "model/record.hpp"
#include "model/signing_statement.hpp"

namespace entente::cli {

namespace {

struct SignOptions {
  std::string key_name;
  std::filesystem::path statement, key, text, output;
  std::vector<std::filesystem::path> files;
};

std::string small_file(const std::filesystem::path& file, std::size_t most) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw base::NotFound(file.string(), "cannot be read", "Look at its name, and at who may read it.");
  std::string bytes(most + 1, '\0');
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<std::size_t>(in.gcount()));
  if (bytes.size() > most)
    throw base::BadInput(file.string(), "is larger than " + std::to_string(most) + " bytes",
                         "Give the file that was meant.");
  return bytes;
}

/// Of the machine's own: whoever else can read it can sign in the organisation's name.
void require_private(const std::filesystem::path& file) {
  using std::filesystem::perms;
  const auto open = std::filesystem::status(file).permissions() & (perms::group_all | perms::others_all);
  if (open != perms::none)
    throw base::Conflict("key file " + file.string(), "can be read by others on this machine",
                         "Close it with 'chmod 600', or make another key.");
}

void require_new(const std::filesystem::path& file) {
  if (std::filesystem::exists(file))
    throw base::Conflict(file.string(), "exists already", "Give another name: nothing is written over.");
}

void make_signing_key(const Environment& env, const SignOptions& options) {
  require_new(options.output);
  const auto key = ledger::SignerKey::make(options.key_name, ledger::KeyKind::log);
  base::WholeFile file(options.output, base::WholeFile::Readers::owner);
  file.out() << key.text() << "\n";
  file.commit();
  env.out << key.verifier().text() << "\n";
  env.err
      << "The private key is in " << options.output.string()
      << ": keep it away from others, and a copy of it in a safe place. The line above is the public key, "
         "which your organisation registers.\n";
}

constexpr std::size_t kMostText = 8 * 1024 * 1024;  ///< bytes; of a file that is part of it, too

/// The text, where its very bytes are those whose hash is signed, and say one thing to every reader: a member
/// that stands twice would be read in two ways.
model::Agreement named_text(const model::SigningStatement& said, const std::filesystem::path& file) {
  const auto body = small_file(file, kMostText);
  if (base::hex(base::sha256(body)) != said.hash)
    throw base::Conflict(file.string(), "is not the text that this statement names by its hash",
                         "Do not sign it: fetch both from the register again, and compare.");
  auto agreement = std::get<model::Agreement>(model::read_body(model::Agreement::kType, body));
  if (model::body_of(agreement) != body)
    throw base::BadInput(file.string(), "is not in the one form in which a register writes a text",
                         "Do not sign it: others may read it in another way.");
  if (agreement.act != said.act)
    throw base::Conflict("this statement", "does another act than the text says", "Do not sign it.");
  return agreement;
}

/// Those that the text names and that were not given. Throws where one was given that it does not name.
std::vector<model::AgreedFile> files_unseen(const model::Agreement& agreement,
                                            const std::vector<std::filesystem::path>& given) {
  auto unseen = agreement.files;
  for (const auto& file : given) {
    const auto hash = base::hex(base::sha256(small_file(file, kMostText)));
    if (std::ranges::find(agreement.files, hash, &model::AgreedFile::file) == agreement.files.end())
      throw base::Conflict(file.string(), "is none of the files that the text names by their hashes",
                           "Do not sign it: save the file from the agreement's page again, and compare.");
    std::erase_if(unseen, [&](const model::AgreedFile& each) { return each.file == hash; });
  }
  return unseen;
}

/// What of it was looked at, to whoever signs. The names of files are the register's: their hashes are shown.
void tell_what_was_seen(std::ostream& err, const model::SigningStatement& said, const SignOptions& options) {
  if (options.text.empty()) {
    err << "The text was not looked at: give it with --text to have it compared.\n";
    return;
  }
  const auto unseen = files_unseen(named_text(said, options.text), options.files);
  err << "The text is the one that is named.\n";
  for (const auto& file : options.files) err << file.string() << " is a file that it names.\n";
  for (const auto& file : unseen)
    err << "Not looked at: its file with the SHA-256 " << file.file
        << ". Give it with --file to have it compared.\n";
}

void sign_statement(const Environment& env, const SignOptions& options) {
  const auto text = small_file(options.statement, model::kMostStatement);
  const auto said = model::read_signing_statement(text);
  require_private(options.key);
  auto written = small_file(options.key, 1'000);
  while (written.ends_with('\n') || written.ends_with('\r')) written.pop_back();
  const auto key = ledger::SignerKey::parse(written);
  if (key.verifier().kind() != ledger::KeyKind::log)
    throw base::BadInput("key file " + options.key.string(), "holds a witness's key",
                         "Make one with 'entente sign key'.");
  const auto note = ledger::bytes_of({text, {key.sign(text)}});
  env.err << "Signs: " << said.act << ", agreement " << said.agreement.str() << ", version " << said.version
          << ", for party " << said.party.str() << " as " << said.capacity << ", on " << said.day.str()
          << ".\n";
  tell_what_was_seen(env.err, said, options);
  if (options.output.empty()) {
    env.out << note;
    return;
  }
  require_new(options.output);
  base::WholeFile file(options.output);
  file.out() << note;
  file.commit();
}

}  // namespace

void add_sign(Commands& commands, const Environment& env, int&) {
  auto options = std::make_shared<SignOptions>();
  auto sign = commands.add("sign", "Sign an agreement with your organisation's own key. Needs no network.");
  sign.option("FILE", options->statement, "The statement that the agreement's page gave.");
  sign.option("--key", options->key, "The file of the private key.");
  sign.option("--text", options->text,
              "The version's text as JSON, to be compared with the hash that is signed.");
  sign.option("--file", options->files,
              "A file that is part of it, to be compared with its hash in the text; again for each.")
      .one_value_each();
  sign.option("-o,--output", options->output, "Write the signed note there instead of printing it.");
  sign.run([options, &env] {
    if (options->statement.empty()) missing("FILE");
    if (options->key.empty()) missing("--key");
    if (!options->files.empty() && options->text.empty()) missing("--text");
    sign_statement(env, *options);
  });
  auto made = std::make_shared<SignOptions>();
  auto key = sign.other("key", "Make a key: the private half into a file, the public one printed.");
  key.option("NAME", made->key_name, "What the key is called, without spaces: example.org/agreements, say.")
      .required();
  key.option("-o,--output", made->output, "The file for the private key.").required();
  key.run([made, &env] { make_signing_key(env, *made); });
}

}  // namespace entente::cli
