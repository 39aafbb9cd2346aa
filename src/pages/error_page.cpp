// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/page.hpp"

#include <string>
#include <utility>

#include "access/refused.hpp"
#include "base/error.hpp"
#include "http/form.hpp"
#include "pages/embed_page.hpp"
#include "pages/format.hpp"

namespace entente::pages {

namespace {

/// The status whose words fit: its own, else that of its class.
std::string status_with_words(int status, const base::Messages& messages) {
  const auto own = std::to_string(status);
  if (messages.has("error." + own + ".title")) return own;
  return status >= 500 ? "500" : "400";
}

/// The same address in the other languages, as it was sent; the home page where it names no language.
std::string path_behind_language(const http::Request& request, std::string_view language) {
  const auto prefix = "/" + std::string(language) + "/";
  if (request.method != "GET" || !request.target.starts_with(prefix)) return "/";
  return request.target.substr(prefix.size() - 1);
}

}  // namespace

http::Response error_page(const Context& context, const http::Request& request, std::string_view language,
                          int status, const std::string& detail, const std::string& said) {
  if (!base::is_language(language)) language = language_of(request, context.institution->languages);
  const auto& messages = base::Messages::in(language);
  const auto words = "error." + status_with_words(status, messages);

  if (is_embed(request))
    return embed_error(context, request, language, status, messages.get(words + ".title"),
                       messages.get(words + ".text"));

  View view;
  view["status"] = View(std::to_string(status));
  view["heading"] = View(messages.get(words + ".title"));
  view["text"] = View(messages.get(words + ".text"));
  view["detail"] = text_or_nothing(detail);
  view["said"] = text_or_nothing(said);
  view["home"] = View(href(language, "/"));
  view["list"] = View(href(language, "/partnerships"));
  view["id"] = text_or_nothing(request.id);

  Frame frame{.language = language, .title = messages.get(words + ".title")};
  frame.path = path_behind_language(request, language);
  frame.status = status;
  frame.index = false;
  auto response = page(context, request, frame, "error", view);
  if (status == 503) response.set("Retry-After", "10");
  return response;
}

http::Handler not_found(const Context& context) {
  return [context](const http::Request& request, const http::Captures&) {
    return error_page(context, request, {}, 404);
  };
}

http::Response failure(const Context& context, const http::Request& request, std::exception_ptr thrown) {
  try {
    std::rethrow_exception(std::move(thrown));
  } catch (const base::NotFound& e) {
    return error_page(context, request, {}, 404, e.what());
  } catch (const http::FormTooLarge& e) {
    const auto language = language_of(request, context.institution->languages);
    return error_page(context, request, language, 413, {},
                      base::Messages::in(language).get("form.fault.too_large",
                                                       {{"field", e.field()},
                                                        {"bytes", static_cast<std::int64_t>(e.bytes())},
                                                        {"most", static_cast<std::int64_t>(e.most())}}));
  } catch (const base::BadInput& e) {
    return error_page(context, request, {}, 400, e.what());
  } catch (const access::Refused&) {
    return error_page(context, request, {}, 403);
  } catch (const base::Conflict& e) {
    return error_page(context, request, {}, 409, e.what());
  } catch (...) {
    return error_page(context, request, {}, 500);
  }
}

http::Response refusal(const Context& context, const http::Request& request, int status) {
  return error_page(context, request, {}, status);
}

}  // namespace entente::pages
