// Every way in which a job is known to go wrong, as scripts for the practice gateway: rows 1 to 23 of the table of
// error situations. Only data. `create`, `query`, `link`, `content` and `upload` are what that call answers; what is
// left out goes well. `slow` is how often query says that it is still being made; `holds` are those whose job goes on;
// `alone` are those after which a queue may rest: each gets a program of its own.

const refused = (status, body, more = {}) => ({ status, body, ...more });
const html = (status, words) => ({
  status,
  headers: { "content-type": "text/html" },
  body: `<html><head><title>${words}</title></head><body><h1>${words}</h1><p>nginx</p></body></html>`,
});
const xml = (status, code) => ({
  status,
  headers: { "content-type": "application/xml" },
  body: `<?xml version="1.0" encoding="UTF-8"?><Error><Code>${code}</Code><RequestId>65F1</RequestId></Error>`,
});
const failed = (error, more = {}) => ({
  body: {
    code: "success",
    message: "",
    data: { status: "failed", task_id: "{{id}}", url: "", error, ...more },
  },
});

export const troubles = [
  {
    name: "01 the key is wrong",
    alone: true,
    create: refused(401, {
      error: { message: "Invalid token (request id: 20260630a1)", type: "new_api_error", code: "" },
    }),
  },
  {
    name: "02 no money",
    alone: true,
    create: refused(403, {
      error: { message: "Insufficient quota", type: "new_api_error", code: "insufficient_quota" },
    }),
  },
  {
    name: "02 no money, said as too many requests",
    alone: true,
    create: refused(429, { code: "insufficient_user_quota", message: "当前分组上游负载已饱和，请稍后再试" }),
  },
  {
    name: "02 no money, JSON in a string at query",
    alone: true,
    holds: true,
    query: refused(403, {
      code: "fail_to_fetch_task",
      message: '{"code":"quota_not_enough","message":"user quota is not enough"}',
      data: null,
    }),
  },
  {
    name: "03 the key may not use the model",
    create: refused(403, { error: { message: "This token has no access to model veo3.1-components" } }),
  },
  {
    name: "04 the key is bound to another address",
    create: refused(403, { error: { message: "Your IP is not in the allow list", code: "access_denied" } }),
  },
  {
    name: "05 the model is not available",
    create: refused(503, {
      error: { code: "model_not_found", message: "No available channel for model veo3.1-components" },
    }),
  },
  {
    name: "05 no channel for the model, in Chinese",
    create: refused(503, { error: { message: "所有令牌分组 default 下对于模型 veo3 均无可用渠道", type: "rix_api_error" } }),
  },
  {
    name: "06 too many requests, waiting",
    alone: true,
    holds: true,
    create: refused(429, "", { headers: { "retry-after": "3600" } }),
  },
  {
    name: "06 too many requests, for good",
    alone: true,
    create: refused(429, { error: { code: "rate_limit_exceeded" } }, { times: 0 }),
  },
  {
    name: "07 a choice is not accepted",
    create: refused(400, { code: "invalid_seconds", message: "seconds must be one of 4, 6, 8", data: null }),
  },
  {
    name: "07 the picture could not be fetched",
    create: refused(400, { code: "invalid_request", message: "Image URL could not be fetched", data: null }),
  },
  {
    name: "08 refused at once",
    create: refused(400, {
      error: { code: "content_filter", message: "The prompt was blocked", type: "invalid_request_error" },
    }),
  },
  {
    name: "09 refused later",
    query: failed({ message: "content moderation failed", code: "task_failed" }),
  },
  {
    name: "09 refused later, a well-known person",
    query: failed({ message: "PUBLIC_ERROR_PROMINENT_PEOPLE_FILTER_FAILED", code: "task_failed" }),
  },
  {
    name: "09 refused later, said as completed",
    query: {
      body: { id: "{{id}}", status: "completed", error: { code: "moderation_blocked", message: "blocked" } },
    },
  },
  { name: "10 failed without a reason", query: { body: { id: "{{id}}", status: "failed" } } },
  {
    name: "10 failed with a reason",
    query: {
      body: {
        code: "success",
        data: { task_id: "{{id}}", status: "FAILURE", fail_reason: "upstream worker crashed", result_url: "" },
      },
    },
  },
  {
    name: "11 an error as if all were well",
    create: { body: { success: false, message: "the upstream service answered nothing" } },
  },
  { name: "12 the request is too big", create: html(413, "413 Request Entity Too Large") },
  { name: "13 trouble at create", create: html(502, "502 Bad Gateway") },
  { name: "13 trouble at query", holds: true, query: html(524, "524 A timeout occurred") },
  { name: "14 the answer is lost", create: { accept_first: true, reset: true } },
  { name: "15 nobody answers", alone: true, holds: true, gone: true },
  {
    name: "16 the service does not know the job",
    query: refused(400, { code: "task_not_exist", message: "task_not_exist", data: null }),
  },
  {
    name: "17 done, but there is no file",
    query: { body: { code: "success", data: { task_id: "{{id}}", status: "SUCCESS", url: "" } } },
    content: refused(404, { error: { message: "no such file" } }),
  },
  { name: "18 the link is dead", link: xml(403, "AccessDenied"), content: refused(404, "") },
  { name: "19 a page instead of a video", link: html(200, "Sign in"), content: refused(404, "") },
  {
    name: "20 the download breaks off",
    holds: true,
    link: { headers: { "content-type": "video/mp4" }, body: "0000ftypmp42 and so on", cut_after: 9 },
    content: html(502, "502 Bad Gateway"),
  },
  { name: "20 the disk is full", alone: true, holds: true, disk: "full", slow: 30, link: refused(200, "0000ftypmp42") },
  { name: "20 the folder is gone", alone: true, holds: true, disk: "gone" },
  {
    name: "21 the picture's kind is refused",
    picture: true,
    upload: refused(400, { error: { message: "unsupported file type", code: "invalid_request" } }),
  },
  {
    name: "21 the day's uploads are used up",
    picture: true,
    alone: true,
    upload: refused(403, { error: { message: "daily upload limit of 200 MB reached", code: "upload_quota" } }),
  },
  { name: "22 it takes unusually long", holds: true, query: { body: { id: "{{id}}", status: "processing" } } },
  {
    name: "23 the answer to create makes no sense",
    create: { headers: { "content-type": "application/json" }, body: '{"id": "video_ta' },
  },
  {
    name: "23 the answer to query makes no sense",
    holds: true,
    query: { headers: { "content-type": "application/json" }, body: '[null, {"status": 7' },
  },
];
