// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// Signing agreements with a key of one's own, away from the register and its network.
#include <fstream>
#include <iterator>
#include <memory>
#include <ostream>

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

/// That the text which was read is the one which is signed.
void require_text(const model::SigningStatement& said, const std::filesystem::path& file) {
  constexpr std::size_t kMostBody = 8 * 1024 * 1024;
  const auto body = small_file(file, kMostBody);
  const auto agreement = std::get<model::Agreement>(model::read_body(model::Agreement::kType, body));
  if (base::hex(model::hash_of_body(model::body_of(agreement))) != said.hash)
    throw base::Conflict(file.string(), "is not the text that this statement names by its hash",
                         "Do not sign it: fetch both from the register again, and compare.");
  if (agreement.act != said.act)
    throw base::Conflict("this statement", "does another act than the text says", "Do not sign it.");
}

void sign_statement(const Environment& env, const SignOptions& options) {
  const auto text = small_file(options.statement, model::kMostStatement);
  const auto said = model::read_signing_statement(text);
  if (!options.text.empty()) require_text(said, options.text);
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
          << ".\n"
          << (options.text.empty() ? "The text was not looked at: give it with --text to have it compared.\n"
                                   : "The text is the one that is named.\n");
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
  sign.option("-o,--output", options->output, "Write the signed note there instead of printing it.");
  sign.run([options, &env] {
    if (options->statement.empty()) missing("FILE");
    if (options->key.empty()) missing("--key");
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
