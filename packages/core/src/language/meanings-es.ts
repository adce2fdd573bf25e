import type { Meanings } from './meanings.ts';

/** Spanish. Words are folded: no accents. */
export const SPANISH_MEANINGS: Meanings = {
  wrapping: `un una unos unas el la los las lo yo tu usted ustedes ella ellos ellas nosotros vosotros me mi mis te ti tus su sus nos os se le les
    nuestro nuestra nuestros nuestras vuestro vuestra vuestros vuestras mio mia tuyo suyo suya conmigo
    es son soy eres somos sois era eran fue fueron ser sido sea estar estoy esta estas estan estais esteis estamos estaba estado hay haya habia
    ha has he han hemos habeis hubo puedo puede puedes pueden podeis podemos podria podriais podrias poder quiero quiere quieres quereis
    quisiera querria querer necesito necesita necesitamos gustaria tengo tiene tienes tienen teneis tenemos tener tenia debo debe deberia hago
    hace haces haceis hacemos hacen hacer hecho haga voy va vas van vamos ir ido saber sabeis se decir decis dime digo ver veo visto mirar dar
    cuanto cuanta cuantos cuantas como que cuando donde adonde cual cuales quien quienes por para porque si no ni a al de del en con sin sobre entre hasta desde hacia y e o u pero
    este esta esto estos estas ese esa eso esos esas aquel alguno algun alguna algunos algunas ningun ninguna nada algo todo toda todos todas cada
    otra vez muy mas menos mucho mucha muchos muchas poco tan tanto tambien tampoco solo ya aun todavia ahora hoy ayer manana antes despues luego
    siempre nunca aqui ahi alli asi bien mal favor porfa porfavor hola buenas buenos dias tardes gracias perdon oye vale pregunta duda posible forma
    manera uno dos tres primero cosa cosas verdad soler suele`,
  asks: 'como cuando donde adonde quien quienes cual cuales que',
  opens: 'como cuando donde adonde quien quienes cual cuales que cuanto cuanta cuantos cuantas puedo puede pueden podria se hay es son esta tengo tiene teneis aceptais',
  irregular: {
    es: 'ser', son: 'ser', soy: 'ser', fue: 'ser', era: 'ser', esta: 'estar', estan: 'estar', estoy: 'estar', va: 'ir', voy: 'ir', van: 'ir',
    vale: 'valer', valen: 'valer', hay: 'haber',
    roto: 'romper', rota: 'romper', rotos: 'romper', rotas: 'romper', pongo: 'poner', puesto: 'poner', escrito: 'escribir', abierto: 'abrir',
    vuelto: 'volver', devuelto: 'devolver', pido: 'pedir', pide: 'pedir', pidela: 'pedir', pidelo: 'pedir', sigo: 'seguir', sigue: 'seguir',
    dice: 'decir', dicho: 'decir', sirve: 'servir', llego: 'llegar', pague: 'pagar', elijo: 'elegir', elige: 'elegir', eliges: 'elegir', dinos: 'decir', dinoslo: 'decir',
  },
  groups: [
    'devolver, devolucion, retornar, retorno, envio de vuelta, enviar de vuelta, mandar de vuelta',
    'reembolso, reembolsar, reintegro, reintegrar, abono, abonar, vuelve el dinero, devolver el dinero, recuperar el dinero',
    'dinero, importe, pasta',
    'pagar, pago, abonar',
    'cobrar, cobro, cargar, cargo',
    'costar, coste, costo, precio, tarifa, gratis, gratuito, nada, cuanto valer, pagar',
    'cuanto tiempo, cuantos dia, cuantas semana, cuanto tardar, cuanto durar, plazo de, fecha limite, hasta cuando, durar, tardar, demorar',
    'a plazos, plazo, cuota, mensualidad, fraccionar',
    'tarjeta regalo, tarjeta de regalo, cheque regalo, vale regalo, bono regalo',
    'factura, recibo, tique, ticket, comprobante',
    'empresa, compania, negocio, sociedad, autonomo',
    'nif, cif, numero fiscal, identificacion fiscal',
    'contrasena, clave, password',
    'olvidar, no recordar, no me acuerdo, no acordar, perder',
    'entrar, acceder, acceso, iniciar sesion',
    'cuenta, perfil, usuario',
    'eliminar, borrar, borrado, suprimir, cerrar, dar de baja, baja, anular, cancelar',
    'datos, informacion, privacidad',
    'correo, email, mail, correo electronico',
    'direccion, domicilio',
    'cambiar, cambio, modificar, actualizar, editar, corregir',
    'otro, otra, distinto, diferente, otro articulo',
    'cancelar, cancelacion, anular, anulacion',
    'pedido, compra, encargo, orden',
    'comprar, compra, adquirir',
    'contrato, compra, pedido',
    'paquete, bulto, caja, envio',
    'llegar, llegada, entregar, entrega, recibir, venir',
    'enviar, envio, mandar, remitir',
    'seguir, seguimiento, rastrear, rastreo, localizar, donde estar, por donde ir',
    'tarde, retraso, retrasar, demora, atrasar',
    'perder, perdido, extraviar, desaparecer',
    'faltar, falta, incompleto, no venir',
    'danar, dano, romper, defecto, defectuoso, estropear, averia, averiar, agrietar',
    'equivocado, equivocar, incorrecto, erroneo, no es el, no ser lo, que no ser',
    'articulo, producto, mercancia',
    'persona, humano, agente, alguien, operador, empleado, companero',
    'hablar, conversar, llamar, contactar, contacto, comunicar, escribir',
    'maquina, robot, bot, ordenador, programa, inteligencia artificial, ia, automatico',
    'horario, hora, disponible, disponibilidad, hora de atencion, cuando haber alguien',
    'vendedor, tienda, comercio, comerciante, vendedora',
    'responder, respuesta, contestar, contestacion, ignorar',
    'reclamacion, reclamar, queja, quejar',
    'desacuerdo, no estar de acuerdo, recurrir, impugnar, injusto, apelar, discrepar',
    'decision, decidir, resolucion',
    'garantia, garantizar',
    'cubrir, cobertura, incluir',
    'desistir, desistimiento, arrepentirse, arrepentir',
    'reparar, reparacion, arreglar, arreglo',
    'elegir, escoger, seleccionar',
    'forma de pago, medio de pago, metodo de pago, manera de pagar',
    'vecino, vecindario',
    'transportista, repartidor, mensajero, mensajeria',
    'aceptar, admitir, coger',
    'talla, tamano',
    'usar, uso, utilizar',
  ],
};
