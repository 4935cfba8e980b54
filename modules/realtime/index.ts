export { admission, openGateway, type GatewayOptions, type OtherSocket } from './gateway.ts'
export { hub, type Hub, type Push } from './hub.ts'
export { Session, type SessionState } from './session.ts'
export { Admission, BUSINESS, LEVEL_OPEN } from './admission.ts'
