// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "model/values.hpp"

/// What parties of a partnership have agreed, and how each has signed it (62/211, ¶2). The clauses are free
/// (¶8): only what has to be compared is a field. An agreement says nothing of where it stands: that follows
/// from the signatures.
namespace entente::model {

/// A file that is part of what is agreed, kept by its hash.
struct AgreedFile {
  std::string file, name, media_type;
  bool operator==(const AgreedFile&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("file", self.file, Rule{.about = "SHA-256 (hex) of the file", .required = true, .max = 64});
    v("name", self.name, Rule{.about = "name of that file", .max = 200});
    v("media_type", self.media_type, Rule{.about = "media type of that file, by its content", .max = 100});
  }
};

/// Who has to sign.
struct AgreedParty {
  base::Uuid organisation;
  base::Text name;     ///< as it stood
  std::string signer;  ///< the office whose holder signs
  bool operator==(const AgreedParty&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("organisation", self.organisation, Rule{.about = "the party", .required = true});
    v("name", self.name, Rule{.about = "its name when this was written", .max = 20'000});
    v("signer", self.signer, Rule{.about = "the office whose holder signs for it", .max = 500});
  }
};

/// Each revision is a whole of its own, which every party signs by its hash: the first text, each that takes
/// its place, and each that says that it rests, counts again or ends.
struct Agreement {
  static constexpr std::string_view kType = "agreement";
  base::Uuid partnership;
  std::optional<base::Uuid> brought;
  std::string act = "agree";
  base::Text title, wording;
  std::vector<AgreedFile> files;
  std::vector<AgreedParty> parties;
  base::Text risks, responsibilities, resources, benefits;
  std::optional<base::PartialDate> starts, ends;
  base::Text exit, amendment;
  std::optional<base::PartialDate> effective;
  base::Text reason, withdrawn;
  bool operator==(const Agreement&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("brought", self.brought, Rule{.about = "the party that brought it"});
    v("act", self.act,
      Rule{.about = "what is done by signing this version", .required = true, .vocabulary = "agreement_act"});
    v("title", self.title, Rule{.about = "title", .required = true, .max = 2'000});
    v("wording", self.wording, Rule{.about = "its clauses, in each language they have", .max = kLongText});
    v("files", self.files, Rule{.about = "files that are part of it", .items = 10, .column = false});
    v("parties", self.parties, Rule{.about = "who has to sign", .items = 100, .column = false});
    v("risks", self.risks, Rule{.about = "which risks are shared, and how", .max = 20'000});
    v("responsibilities", self.responsibilities, Rule{.about = "who answers for what", .max = 20'000});
    v("resources", self.resources, Rule{.about = "which resources are shared", .max = 20'000});
    v("benefits", self.benefits, Rule{.about = "which benefits are shared", .max = 20'000});
    v("starts", self.starts, Rule{.about = "first day; none: the day on which the last party has signed"});
    v("ends", self.ends, Rule{.about = "last day, where there is one"});
    v("exit", self.exit, Rule{.about = "how a party leaves it", .max = 20'000});
    v("amendment", self.amendment, Rule{.about = "how it is amended", .max = 20'000});
    v("effective", self.effective,
      Rule{.about = "the day from which the act counts; none: from when the last party has signed"});
    v("reason", self.reason, Rule{.about = "why it is amended, rests or ends", .max = 20'000});
    v("withdrawn", self.withdrawn, Rule{.about = "why it was withdrawn, where it was", .max = 20'000});
  }
};

/// One party's signature under one version of an agreement.
struct Signature {
  static constexpr std::string_view kType = "signature";
  base::Uuid partnership, agreement, organisation;
  std::int64_t version = 0;
  std::string agreed_hash, act, capacity;
  std::optional<base::PartialDate> day;
  std::string method = "session";
  std::optional<base::Uuid> key;
  std::string bytes;
  std::string at;  ///< RFC 3339
  bool operator==(const Signature&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("partnership", self.partnership, Rule{.about = "the partnership", .required = true});
    v("agreement", self.agreement, Rule{.about = "the agreement", .required = true});
    v("organisation", self.organisation, Rule{.about = "the party that signs", .required = true});
    v("version", self.version, Rule{.about = "the version of the agreement that is signed"});
    v("agreed_hash", self.agreed_hash,
      Rule{.about = "SHA-256 (hex) of that version's body", .required = true, .max = 64});
    v("act", self.act, Rule{.about = "what is done by it", .required = true, .vocabulary = "agreement_act"});
    v("capacity", self.capacity,
      Rule{.about = "the office in which it was signed: no name of a person", .required = true, .max = 500});
    v("day", self.day, Rule{.about = "the day that the signer writes beside it"});
    v("method", self.method,
      Rule{.about = "in a session with a second factor, or by the party's own key",
           .required = true,
           .vocabulary = "signature_method"});
    v("key", self.key, Rule{.about = "the record of the key it was signed with"});
    v("bytes", self.bytes, Rule{.about = "the signature by that key, Ed25519, in Base64", .max = 100});
    v("at", self.at, Rule{.about = "when the register took it", .max = 30});
  }
};

/// A public key with which an organisation signs agreements by itself.
struct SigningKey {
  static constexpr std::string_view kType = "signing_key";
  base::Uuid organisation;
  std::string key;
  std::string at;  ///< RFC 3339
  std::optional<base::PartialDate> ended;
  bool operator==(const SigningKey&) const = default;
  template <class Self, class V>
  static void fields(Self& self, V& v) {
    v("organisation", self.organisation, Rule{.about = "whose key it is", .required = true});
    v("key", self.key,
      Rule{.about = "the public key, Ed25519, as a verifier of signed notes writes it",
           .required = true,
           .max = 400});
    v("at", self.at, Rule{.about = "when it was registered", .max = 30});
    v("ended", self.ended,
      Rule{.about = "the day from which on nothing that it signs counts, where it has ended"});
  }
};

}  // namespace entente::model
