// A server component that sends.
import { send } from "../send.js";

export const dynamic = "force-dynamic";

export default async function Page({ searchParams }) {
  const { api } = await searchParams;
  return await send(api);
}
