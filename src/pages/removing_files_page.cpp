// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// The office takes a file out: which one, what goes with it, and what stands in its place.
#include <optional>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "base/text.hpp"
#include "http/form.hpp"
#include "pages/agreement_views.hpp"
#include "pages/format.hpp"
#include "pages/gone_file_views.hpp"
#include "pages/in_language.hpp"
#include "pages/page.hpp"
#include "pages/receipt_link.hpp"
#include "pages/record_views.hpp"
#include "pages/register_fields.hpp"
#include "pages/register_pages.hpp"
#include "pages/visitor.hpp"
#include "pages/way_back.hpp"
#include "registry/agreeing.hpp"
#include "registry/gone_files.hpp"
#include "registry/removing_files.hpp"

namespace entente::pages {

namespace {

constexpr std::size_t kLongestTyped = 600;  // bytes of an address

/// What was typed, and what keeps it from being done.
struct TypedRemoval {
  std::string file, reason, words, fault;
  int status = 200;
};

std::string path_of_file(std::string_view hash) {
  return "/files/" + std::string(hash);
}

/// A hash as it was typed, or as the end of an address of a download.
std::string typed_hash(std::string_view typed) {
  auto text = base::trimmed(typed).substr(0, kLongestTyped);
  if (const auto end = text.find_first_of("?#"); end != text.npos) text = text.substr(0, end);
  if (const auto slash = text.rfind('/'); slash != text.npos) text.remove_prefix(slash + 1);
  std::string hash(text);
  for (auto& c : hash)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  return hash;
}

/// Where a record that names a file is shown, and what it is called: {kind, title, href, name}.
View naming_row(const Context& context, std::string_view type, const base::Uuid& id,
                const base::Uuid& partnership, const base::Messages& messages) {
  const auto language = messages.language();
  const bool agreed = type == model::Agreement::kType;
  View row;
  row["kind"] = View(messages.get(agreed ? "agreement.one" : "removal.delivery"));
  set_each(row, {"title", "href", "name"}, View(false));
  const auto agreement = agreed ? registry::Agreeing(context.reg).one(id) : std::nullopt;
  if (agreement) {
    row["href"] = View(href(language, path_of_agreement(id)));
    row["title"] = text_view(agreement->shown().text.value.title, language);
  } else if (const auto view = context.reg.partnership(partnership)) {
    row["href"] = View(partnership_href(language, partnership));
    row["title"] = text_view(view->partnership.value.title, language);
  }
  return row;
}

/// {label, text} for what is known of the bytes.
View facts_of_file(std::string_view hash, std::string_view media_type, std::int64_t size,
                   const base::Messages& messages) {
  View facts;
  facts["hash"] = View(std::string(hash));
  facts["type"] = text_or_nothing(std::string(media_type));
  facts["size"] = View(messages.get("removal.bytes", {{"count", size}}));
  return facts;
}

View asked_file(const Context& context, const http::Request& request, const registry::KeptFile& file,
                const TypedRemoval& typed, const base::Messages& messages) {
  const auto language = messages.language();
  const auto visitor = visitor_of(context, request);
  View asked;
  asked["facts"] = facts_of_file(file.file, file.media_type, file.size, messages);
  asked["count"] = View(messages.get("removal.named", {{"count", std::ssize(file.named)}}));
  asked["named"] = table_of(file.named, kMostRows, messages, [&](const registry::FileNaming& each) {
    auto row = naming_row(context, each.type, each.id, each.partnership, messages);
    row["name"] = text_or_nothing(each.name);
    return row;
  });
  asked["key"] = View(key_of_forms(context, request));
  asked["file"] = View(file.file);
  asked["reasons"] = draft_choices("removal_reason", typed.reason, messages, true);
  asked["words"] = View(typed.words);
  asked["has_factor"] = View(visitor.actor.second_factor);
  const auto back = href(language, "/removals?file=" + file.file);
  asked["factor"] = View(href(language, with_way_back("/account/second-factor", back)));
  return asked;
}

http::Response removal_shown(const Context& context, const http::Request& request, std::string_view language,
                             const std::optional<registry::KeptFile>& asked, const TypedRemoval& typed) {
  const auto& messages = base::Messages::in(language);
  View view;
  view["action"] = View(href(language, "/removals"));
  view["review"] = View(href(language, "/review"));
  view["asked"] = asked ? asked_file(context, request, *asked, typed, messages) : View(false);
  view["typed"] = View(base::clip_utf8(typed.file, kLongestTyped));
  const auto fault = typed.fault.empty() ? std::string() : messages.get(typed.fault);
  view["fault"] = text_or_nothing(fault);
  const auto title = messages.get("removal.title");
  auto frame = private_frame(language, fault.empty() ? title : fault + " – " + title, "/removals");
  frame.status = typed.status;
  return page(context, request, frame, "removing_file", view);
}

/// The file that is asked for; else `typed` says why it cannot be taken out.
std::optional<registry::KeptFile> look_at(const Context& context, const http::Request& request,
                                          TypedRemoval& typed) {
  const auto fail = [&](const char* key, int status) {
    typed.fault = key;
    typed.status = status;
    return std::nullopt;
  };
  const auto hash = typed_hash(typed.file);
  if (registry::GoneFiles(context.reg).find(hash)) return fail("removal.fault.gone", 409);
  try {
    return registry::FileRemoving(context.reg).look(visitor_of(context, request).actor, hash);
  } catch (const base::NotFound&) {
    return fail("removal.fault.none", 404);
  } catch (const base::Conflict&) {
    return fail("removal.fault.original", 409);
  } catch (const access::Refused&) {
    return fail("removal.fault.own", 403);
  }
}

http::Response removal_form(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  TypedRemoval typed{.file = std::string(request.parameter("file"))};
  if (!base::is_utf8(typed.file)) return error_page(context, request, language, 400);
  std::optional<registry::KeptFile> asked;
  if (!base::trimmed(typed.file).empty()) asked = look_at(context, request, typed);
  return removal_shown(context, request, language, asked, typed);
}

/// Nothing goes before the second factor fits, for what the form says.
void take_out(const Context& context, const http::Request& request, const http::Parameters& form,
              std::string_view language, TypedRemoval& typed) {
  const auto fail = [&](const char* key, int status) {
    typed.fault = key;
    typed.status = status;
  };
  if (typed.reason.empty()) return fail("erasing.fault.reason", 422);
  if (http::value_of(form, "sure") != "yes") return fail("erasing.fault.sure", 422);
  const auto visitor = visitor_of(context, request);
  const auto act = registry::act_of_removing_file(typed.file, typed.reason, typed.words);
  auto proof =
      context.accounts.prove_factor(visitor, http::value_of(form, "code"), act, origin_of_client(request));
  if (!proof.proven)
    return proof.heard_at ? fail("agreement.fault.wait", 429) : fail("agreement.fault.code", 422);
  try {
    registry::FileRemoving(context.reg)
        .remove(visitor.actor, std::move(*proof.proven), typed.file, typed.reason, typed.words, language);
  } catch (const base::BadInput& bad) {
    const std::string_view thing = bad.thing();
    fail(thing == "field reason" ? "erasing.fault.reason" : "part.fault.long", 422);
  }
}

http::Response removal_sent(const Context& context, const http::Request& request, std::string_view language,
                            const http::Captures&) {
  const auto form = own_form(context, request);
  if (!form) return error_page(context, request, language, 403);
  TypedRemoval typed{.file = typed_hash(http::value_of(*form, "file")),
                     .reason = std::string(http::value_of(*form, "reason")),
                     .words = std::string(base::trimmed(http::value_of(*form, "words")))};
  if (!base::is_utf8(typed.file) || !base::is_utf8(typed.reason) || !base::is_utf8(typed.words))
    return error_page(context, request, language, 400);
  const auto asked = look_at(context, request, typed);
  if (asked) {
    take_out(context, request, *form, language, typed);
    if (typed.fault.empty()) return see(language, path_of_file(typed.file));
  }
  return removal_shown(context, request, language, asked, typed);
}

http::Response gone_file_page(const Context& context, const http::Request& request, std::string_view language,
                              const http::Captures& captures) {
  const auto removal = registry::FileRemoving(context.reg).removal(captures["hash"]);
  const auto gone = registry::GoneFiles(context.reg).find(captures["hash"]);
  if (!removal || !gone) return error_page(context, request, language, 404);
  const auto& messages = base::Messages::in(language);
  const auto& told = removal->value;
  View view;
  view["text"] = View(gone_file_words(*gone, messages));
  view["facts"] = facts_of_file(told.file, told.media_type, told.size, messages);
  view["words"] = told.words.empty() ? View(false) : text_view(told.words, language);
  view["named"] = table_of(told.named, kMostRows, messages, [&](const model::NamingRecord& each) {
    return naming_row(context, each.type, each.id, each.partnership, messages);
  });
  view["count"] = View(messages.get("removal.named", {{"count", std::ssize(told.named) + told.further}}));
  view["receipt"] = View(receipt_href(language, removal->id, removal->version));
  Frame frame{.language = language, .title = messages.get("removal.gone_title")};
  frame.path = path_of_file(told.file);
  frame.section = "partnerships";
  frame.status = 410;
  frame.index = false;
  return page(context, request, frame, "gone_file_page", view);
}

}  // namespace

std::string gone_file_words(const registry::GoneFile& gone, const base::Messages& messages) {
  const auto day = messages.date(base::PartialDate::from_days(base::day_of(gone.at)));
  const auto reason = term("removal_reason", gone.reason, messages.language());
  return messages.get("removal.gone",
                      {{"date", std::string_view(day)}, {"reason", std::string_view(reason)}});
}

View gone_file_view(const registry::GoneFile& gone, const base::Messages& messages) {
  View view;
  view["text"] =
      View(gone_file_words(gone, messages) + " " + messages.get("removal.bytes", {{"count", gone.size}}));
  view["href"] = View(href(messages.language(), path_of_file(gone.file)));
  return view;
}

bool is_of_gone_file(const base::BadInput& bad) {
  return std::string_view(bad.cause()).starts_with("names a file that was taken out");
}

std::vector<http::Route> removing_file_routes(const Context& context) {
  return {
      {"GET", "/{lang}/removals", "A file of an agreement or a delivery, to take it out.",
       in_language(context, removal_form)},
      {"POST", "/{lang}/removals", "Takes it out, with a reason and a new code of the second factor.",
       in_language(context, removal_sent)},
      {"GET", "/{lang}/files/{hash}", "What stands in the place of a file that was taken out.",
       in_language(context, gone_file_page)},
  };
}

}  // namespace entente::pages
