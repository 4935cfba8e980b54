import type { City } from '@plaza/house'
import { createTransport } from 'nodemailer'
import { SMTP_TIMEOUT_MS } from '../limits.ts'
import type { Carrier } from './port.ts'

/** Sends e-mail through the city's SMTP server, `smtp://user:password@host:port` (`smtps:` for TLS from the first byte). */
export function smtpCarrier(city: City, url: string): Carrier {
  const transport = createTransport({
    url,
    connectionTimeout: SMTP_TIMEOUT_MS,
    greetingTimeout: SMTP_TIMEOUT_MS,
    socketTimeout: SMTP_TIMEOUT_MS,
  })
  city.onStop(() => transport.close())
  const address = city.config.mailFrom ?? `plaza@${new URL(city.config.publicUrl).hostname}`
  return {
    name: 'smtp',
    async send({ to, subject, text }) {
      await transport.sendMail({
        from: { name: city.config.cityName, address },
        to: { name: '', address: to },
        subject,
        text,
      })
    },
  }
}
