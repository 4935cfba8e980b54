import { isConnectionLost, type Hot } from '@plaza/db'

/**
 * Sends statements that may be sent again (readings, and rows under ids of their own): a connection that was lost meanwhile
 * is opened anew, once.
 */
export async function flightAgain(hot: Hot, steps: Parameters<Hot['flight']>[0]): Promise<unknown[][]> {
  try {
    return await hot.flight(steps)
  } catch (error) {
    await hot.reset()
    if (!isConnectionLost(error)) throw error
    return hot.flight(steps)
  }
}
