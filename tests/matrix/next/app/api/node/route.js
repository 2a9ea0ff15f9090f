import { send } from "../../../send.js";

export async function GET(request) {
  return new Response(await send(new URL(request.url).searchParams.get("api")));
}
